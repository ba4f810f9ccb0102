"""Guards of a review: what speaks against a decision, a return, a recall, and against asking others."""

from datetime import timedelta

from config.chains import AtLeast, Skip, Step
from config.zone import SHANGHAI
from states.actors import Actor
from states.ballots import Ballot, Vote
from states.facts import Circumstances, ReviewFacts
from states.rules import Facts, Guard


def voting_post(actor: Actor, awaited: frozenset[str]) -> str:
    """The post that the actor speaks for: his own seat before one he fills in for."""
    posts = [seat.post for seat in sorted(actor.seats, key=lambda seat: seat.via != "own") if seat.post in awaited]
    return posts[0] if posts else ""


def _after(facts: ReviewFacts, *, agrees: bool) -> Ballot:
    """The ballot as it would stand with the actor's vote."""
    post = voting_post(facts.actor, facts.subject.awaited_posts)
    return facts.ballot.with_vote(Vote(post, facts.actor.person_id, agrees)) if post else facts.ballot


def passes_with_consent(facts: ReviewFacts) -> bool:
    return _after(facts, agrees=True).has_passed


def fails_with_refusal(facts: ReviewFacts) -> bool:
    return _after(facts, agrees=False).has_failed


def vote_completes(facts: ReviewFacts) -> str | None:
    ballot = _after(facts, agrees=True)
    return None if ballot.has_passed else f"会签未满，还需{ballot.missing}个席位同意"


def seats_suffice(facts: ReviewFacts) -> str | None:
    ballot = facts.ballot
    if len(ballot.groups) >= max(ballot.needed, 1):
        return None
    if not ballot.groups:
        return "本环节没有人在岗，请先补任"
    return f"本环节至少要{ballot.needed}个席位同意，现在只有{len(ballot.groups)}个席位有人在岗，请先补任"


def vote_leaves_open(facts: ReviewFacts) -> str | None:
    return "您同意后会签已满，应按通过办理" if passes_with_consent(facts) else None


def refusal_ends_it(facts: ReviewFacts) -> str | None:
    if not voting_post(facts.actor, facts.subject.awaited_posts):
        return None  # he has no seat here, which the table of rights tells him
    return None if fails_with_refusal(facts) else "其余席位仍可能达到通过人数，您的意见先按“不同意”记录，不退回"


def refusal_leaves_open(facts: ReviewFacts) -> str | None:
    return "您不同意后已不可能通过，应按退回修改办理" if fails_with_refusal(facts) else None


def speaks_once(facts: ReviewFacts) -> str | None:
    """Where persons are counted, two chairs of one person are one voice."""
    if isinstance(facts.ballot.mode, AtLeast) and facts.ballot.has_spoken(facts.actor.person_id):
        return "您已在本环节签过意见，同一人只计一票"
    return None


def has_reason(facts: Circumstances) -> str | None:
    return None if facts.words.strip() else "请写明理由"


def paper_is_whole(facts: ReviewFacts) -> str | None:
    """线下签批补录: decided on paper, so the paper is there and not dated after today (O03)."""
    if facts.recorder is None or facts.recorder.act != "record_paper_decision":
        return None
    if facts.paper is None:
        return "线下签批补录须写明签批日期并附签批件扫描件或照片"
    today = facts.now.astimezone(SHANGHAI).date()
    late = [f"签批日期{facts.paper.signed_on.isoformat()}晚于今天"] if facts.paper.signed_on > today else []
    bare = [] if facts.paper.has_scan else ["请附签批件扫描件或照片"]
    return "，".join(late + bare) or None


def untouched(facts: ReviewFacts) -> str | None:
    """A recall is refused once the other has acted."""
    return "对方已经办理，不能撤回，可请对方退回修改" if facts.acted_on or facts.ballot.votes else None


def came_from(state: str) -> Guard[ReviewFacts]:
    def leads_back(facts: ReviewFacts) -> str | None:
        return None if facts.came_from == state else "只能撤回到您送出之前的环节"

    return leads_back


def wanted_at(target: str) -> Guard[ReviewFacts]:
    def is_wanted(facts: ReviewFacts) -> str | None:
        return None if facts.return_to == target else "请写明退回到哪个环节"

    return is_wanted


def somebody_is_asked(facts: ReviewFacts) -> str | None:
    if facts.asked is None:
        return "请指明岗位"
    if not facts.asked.persons:
        return f"“{facts.asked.title}”现在无人在岗，请另选"
    return None


def asked_is_another(facts: ReviewFacts) -> str | None:
    if facts.asked is None or facts.asked.post not in {seat.post for seat in facts.actor.seats if seat.via == "own"}:
        return None
    return "不能指定自己的岗位"


def handed_post(facts: ReviewFacts) -> str:
    """转办: the seat that changes hands is the one named, the actor's own, or the only one there is."""
    awaited = facts.subject.awaited_posts
    if facts.hands_over:
        return facts.hands_over if facts.hands_over in awaited else ""
    only = next(iter(awaited)) if len(awaited) == 1 else ""
    return voting_post(facts.actor, awaited) or only


def one_seat_is_handed(facts: ReviewFacts) -> str | None:
    return None if handed_post(facts) else "请指明转办哪个岗位的审核"


def asked_does_not_review_already(facts: ReviewFacts) -> str | None:
    reviewing = facts.subject.awaited_posts | {vote.post for vote in facts.ballot.votes}
    if facts.asked is None or facts.asked.post not in reviewing:
        return None
    return f"“{facts.asked.title}”本来就在本环节审核"


def asked_did_not_submit(facts: ReviewFacts) -> str | None:
    """A review handed to the submitter would be his own (A13)."""
    if facts.asked is None or facts.asked.persons != {facts.subject.submitter}:
        return None
    return f"“{facts.asked.title}”由送审人担任，不能审核本人送审的事项"


def urging_is_due(facts: ReviewFacts) -> str | None:
    limit, urged = facts.urge_limit, sorted(facts.urged_at)
    if len(urged) >= limit.at_most:
        return f"本环节已催办{len(urged)}次，达到上限，请当面沟通或由主办单位转办"
    if urged and facts.now < urged[-1] + timedelta(hours=limit.hours_apart):
        again = (urged[-1] + timedelta(hours=limit.hours_apart)).astimezone(SHANGHAI)
        return f"{limit.hours_apart}小时内已催办过，{again:%m月%d日%H:%M}后方可再次催办"
    return None


def somebody_is_awaited(facts: Facts) -> str | None:
    return None if facts.subject.awaited_posts else "现在没有等待办理的岗位，无人可催"


def may_be_skipped(step: Step) -> Guard[ReviewFacts]:
    """自动跳过, never 已核准 (A29): only where the scheme says so, and only while that is so."""

    def skips(facts: ReviewFacts) -> str | None:
        if step.skip_when is Skip.NO_POST:
            return "本环节有人在岗，不能跳过" if facts.ballot.groups else None
        same = bool(facts.holders) and facts.holders <= facts.previous
        return None if same else "本环节与上一环节不是同一人，不能跳过"

    return skips
