"""`kaohe letters` and `kaohe letter`: the letters that there are, and one of them whole."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from actions.letters.dossier import Dossier, dossier_of
from actions.letters.listing import Listed, listed_letters
from actions.letters.printed import printed_letter
from actions.looking import look
from cli.clock import as_of
from cli.opening import opened
from cli.papers import written
from cli.people import person_named
from cli.speaking import Page, answer, page
from config.errors import KaoheError
from config.letters import LetterKind
from config.zone import SHANGHAI

LIST_SCHEMA, ONE_SCHEMA = "kaohe.letters/1", "kaohe.letter/1"
REPLY_KINDS = {"measures": "整改措施", "reply": "反馈", "commitment": "整改承诺"}
DECISIONS = {"agreed": "同意", "declined": "不同意", "returned": "退回修改"}
RECORDED = {"paper": "线下签批补录", "entered_for": "代录"}
OUTCOMES = {None: "", "accepted": "（已认可）", "sent_back": "（已退回）"}


class NoSuchKind(KaoheError):
    """There is no letter of this kind."""


def kind_named(kind: str | None) -> LetterKind | None:
    """By its code or its Chinese name."""
    if kind is None:
        return None
    found = next((each for each in LetterKind if kind in (each.value, each.label)), None)
    if found is None:
        raise NoSuchKind(f"没有“{kind}”这种文书，可以写：{'、'.join(f'{each} {each.label}' for each in LetterKind)}")
    return found


def run(*, person: str | None, kind: LetterKind | None, only_open: bool, moment: str | None, as_json: bool) -> int:
    now = as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as connection:
            found = listed_letters(connection, now=now, person_id=person_id, kind=kind, only_open=only_open)
    if as_json:
        answer(LIST_SCHEMA, {"items": [{**asdict(each), "kind_label": each.kind.label} for each in found]})
    else:
        _list(found)
    return 0


def show(number: int, *, person: str | None, moment: str | None, as_json: bool) -> int:
    now = as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as connection:
            found = dossier_of(connection, number, now=now, person_id=person_id)
    if as_json:
        answer(ONE_SCHEMA, {**asdict(found), "kind_label": found.kind.label})
    else:
        _show(page(), found)
    return 0


def write(number: int, *, person: str | None, moment: str | None, docx: Path | None, pdf: Path | None) -> int:
    """The letter as files; whoever may not read it gets none."""
    now = as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as connection:
            dossier_of(connection, number, now=now, person_id=person_id)
            found = printed_letter(look(connection, by=person_id, now=now), number)
    if found.scan is not None:
        page().print(f"已用印，以用印件为准：印证材料版本 {found.scan}；写出的是签发稿")
    written(found.letter, docx=docx, pdf=pdf, at=found.at)
    return 0


def _list(found: Sequence[Listed]) -> None:
    console = page()
    if not found:
        console.print("没有文书。")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("拟稿", "种类", "编号", "标题", "涉及单位", "状态", "letter"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("拟稿", "种类", "letter"))
    for each in found:
        words = (_day(each.drafted_at), each.kind.label, each.number or "—", each.title, each.unit, each.state_label)
        table.add_row(*map(Text, (*words, str(each.id))))
    console.print(table)


def _show(console: Page, found: Dossier) -> None:
    console.print(f"{found.kind.label} {found.number or '（未编号）'}　{found.state_label}")
    console.print(f"制发：{found.issuer}　涉及单位：{found.unit}")
    if found.origin_id is not None:
        console.print(f"由来：letter={found.origin_id}")
    if found.sealed_evidence_id is not None:
        console.print(f"已用印，以用印件为准：印证材料版本 {found.sealed_evidence_id}")
    console.print(f"\n{found.text}")
    _section(console, "签批", [_signature(each) for each in found.signatures])
    _section(console, "送达和签收", [_receipt(each) for each in found.receipts])
    _section(console, "反馈", [_reply(each) for each in found.replies])
    _section(console, "签批件", [f"{each['decision']}：{each['title']}（{each['evidence']}）" for each in found.sheets])
    _section(console, "各稿", [line for each in found.versions for line in _version(each)])
    _section(console, "经过", [_line(each) for each in found.life])


def _section(console: Page, title: str, lines: Sequence[str]) -> None:
    if lines:
        console.print(f"\n{title}")
        for line in lines:
            console.print(f"  {line}")


def _signature(each: Any) -> str:
    how = "（线下签批补录）" if each["paper"] else ""
    said = DECISIONS.get(each["decision"], each["decision"] or "")
    return " ".join(part for part in (_moment(each["at"]), f"{each['by']}{said}{how}", each["words"]) if part)


def _receipt(each: Any) -> str:
    delivered, signed = _moment(each["delivered_at"]) or "未送达", _moment(each["acknowledged_at"]) or "未签收"
    by = f"（{each['by']}）" if each["by"] else ""
    return f"{each['unit']}：送达 {delivered}，签收 {signed}{by}"


def _reply(each: Any) -> str:
    due = f"，期限 {each['due_on']}" if each["due_on"] else ""
    materials = f"，附 {'、'.join(each['evidence'])}" if each["evidence"] else ""
    head = f"{each['number']}. {_moment(each['at'])} {each['by']} {REPLY_KINDS[each['kind']]}：{each['words']}"
    return f"{head}{due}{materials}{OUTCOMES[each['outcome']]}{each['judged_words']}"


def _version(each: Any) -> list[str]:
    head = f"第{each['number']}稿 {_moment(each['at'])} {each['by']} {each['reason']}".rstrip()
    return [head, *(f"  {change}" for change in each["changes"])]


def _line(each: Any) -> str:
    recorded = f"（{RECORDED[each['via']]}，{each['recorded_by']}录入）" if each["recorded_by"] else ""
    return f"{_moment(each['at'])} {each['by']} {each['label']}{recorded} {each['reason']}".rstrip()


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at is not None else ""


def _day(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d}"
