"""The same fact told by two doors in one morning reaches a person once, whatever the channel."""

from actions.delivering import deliver
from actions.recording import RecordingNotifier
from models.outbox import InboxItem, OutboxMessage
from tests.integration.actions.year import Year, at

WHO = "farming_officer"


def send(town: Year, when: str) -> list[tuple[str, str]]:
    """What arrived at this moment: kind and body, of the officer."""
    before = {row.id for row in town.rows(OutboxMessage) if row.state == "sent"}
    deliver(town.database, RecordingNotifier(at(when)), now=at(when))
    rows = [row for row in town.rows(OutboxMessage) if row.state == "sent" and row.id not in before]
    return [(row.kind, row.subject) for row in rows if row.person_id == town.persons[WHO] and row.digest_id is None]


def test_what_a_person_urged_before_the_digest_is_not_in_it_again(town: Year) -> None:
    """Urged by hand at 08:30; the ladder urges at 09:00 for the same things: the digest brings the other one alone."""
    send(town, "2019-03-06 09:10")
    (one, other) = town.owed(kind="breakdown")
    town.do("urge_obligations", "desk", "2019-03-18 08:30", obligations=[one.id])
    alone = send(town, "2019-03-18 08:31")
    town.tick("2019-03-18 09:00")
    morning = send(town, "2019-03-18 09:10")

    assert alone == [("urged_by_hand", f"【催办】{one.title}")]
    assert morning == [("digest", f"【某镇人民政府】催报：指标分解“{other.title}”")]
    (put_away,) = [row for row in town.told("urge") if row.state == "unwanted"]
    assert (one.title in put_away.body, put_away.reason) == (True, "今天已就此事单独告知，不再重复")


def test_two_doors_before_one_digest_are_one_line(town: Year) -> None:
    """Both wait for the morning: the latest word is read, once."""
    send(town, "2019-03-06 09:10")
    (one, _) = town.owed(kind="breakdown")
    town.tick("2019-03-18 09:00")
    town.do("urge_obligations", "desk", "2019-03-18 09:05", obligations=[one.id])
    send(town, "2019-03-18 09:10")

    digest = town.told("digest")[-1]
    assert digest.body.count(one.title) == 1
    assert "待办2项" in digest.body
    read = [row for row in town.rows(InboxItem, person_id=town.persons[WHO]) if one.title in row.body]
    assert len(read) == 3  # the inbox keeps each by itself: the desk of publication, the ladder's word, the person's


def test_what_is_done_before_the_digest_leaves_is_not_in_it(town: Year) -> None:
    send(town, "2019-03-06 09:10")
    town.tick("2019-03-28 09:00")
    assert {row.state for row in town.told("reminder")} == {"waiting"}
    for title in ("新建高标准农田", "农机安全检查"):
        report = town.report(title, "2019-03").id
        town.do("waive_report", "desk", "2019-03-28 09:05", report=report, reason="不需要")
    send(town, "2019-03-28 09:10")

    digest = town.told("digest")[-1]
    assert ("进展报送" in digest.body, "指标分解" in digest.body) == (False, True)
    assert {row.state for row in town.told("reminder")} == {"unwanted"}
