"""`kaohe read`: a notice, and what was understood of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.text import Text

from actions.drafts.notices import read_file
from checks.doubt import Severity
from cli.groups import fail
from cli.speaking import answer, page, progress
from documents.notices.checkup.doubt import PaperDoubt
from documents.notices.indicators import walked
from documents.notices.passages import Span
from documents.notices.reading import Reading

SCHEMA = "kaohe.read/1"
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
LONGEST, SHOWN = 60, 20


def run(file: Path, *, draft: Path | None, as_json: bool) -> int:
    if draft is not None and draft.exists():
        return fail(f"{draft} 已经有了，没有覆盖；请换一个文件名")
    with progress("读入通知"):
        reading = read_file(file.read_bytes(), name=file.name)
    if draft is not None:
        draft.write_text(reading.draft.text, encoding="utf-8")
    if as_json:
        answer(SCHEMA, {**told(reading), "draft": str(draft) if draft else None})
    else:
        _show(reading, draft)
    return 0


def _show(reading: Reading, draft: Path | None) -> None:
    console = page()
    console.print(Text(_title(reading), style="bold"), soft_wrap=True)
    console.print(summary(reading), soft_wrap=True)
    for remark in reading.paper.remarks:
        console.print(f"文件：{remark}", soft_wrap=True)
    for doubt in reading.doubts:
        console.print()
        console.print(_said(reading, doubt), soft_wrap=True)
    if reading.unread:
        console.print(f"\n没有读懂的{len(reading.unread)}处：")
        for span in reading.unread[:SHOWN]:
            console.print(f"  {reading.place(span)}　{_short(reading.quote(span))}", soft_wrap=True)
        if len(reading.unread) > SHOWN:
            console.print(f"  …… 共{len(reading.unread)}处，--json 列出全部")
    if draft is not None:
        console.print(f"\n草稿写在 {draft}；kaohe check {draft} 说明还缺什么")


def _title(reading: Reading) -> str:
    heading = reading.heading
    no = f"（{heading.no.value}）" if heading.no else ""
    return f"{heading.title.value if heading.title else reading.paper.file_name}{no}"


def summary(reading: Reading) -> str:
    indicators = sum(1 for _ in walked(reading.indicators))
    return (
        f"读出指标{indicators}项、期限{len(reading.deadlines)}处；疑点{len(reading.doubts)}处；"
        f"读懂的文字占{float(reading.share):.0%}"
    )


def _said(reading: Reading, doubt: PaperDoubt) -> Text:
    text = Text(f"{doubt.severity.label} ", style=STYLES[doubt.severity])
    text.append(f"{doubt.topic.label}　{doubt.sentence}", style="default")
    for where in _quotes(reading, doubt.spans[:3]):
        text.append(f"\n  {where}", style="dim")
    if doubt.suggestion:
        text.append(f"\n  {doubt.suggestion}", style="default")
    return text


def _quotes(reading: Reading, spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        yield f"{reading.place(span)}“{_short(reading.quote(span))}”"


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def told(reading: Reading) -> dict[str, Any]:
    heading = reading.heading
    return {
        "file": reading.paper.file_name,
        "sha256": reading.paper.sha256,
        "title": heading.title.value if heading.title else None,
        "no": heading.no.value if heading.no else None,
        "dated": heading.dated.value if heading.dated else None,
        "year": heading.year.value if heading.year else None,
        "share_read": f"{float(reading.share):.4f}",
        "remarks": [str(each) for each in reading.paper.remarks],
        "indicators": [
            {
                "level": level,
                "title": each.title.value,
                "points": each.points.value if each.points else None,
                "leads": [one.value for one in each.charge.leads],
                "assessors": [one.value for one in each.charge.assessors],
                "star": each.star is not None,
                "place": str(reading.paper.place_of(each.title.start)),
            }
            for level, each in walked(reading.indicators)
        ],
        "deadlines": [
            {"words": each.words.value, "place": str(reading.paper.place_of(each.words.start)), "why": each.why}
            for each in reading.deadlines
        ],
        "doubts": [
            {
                "topic": each.topic.value,
                "severity": each.severity.value,
                "sentence": each.sentence,
                "suggestion": each.suggestion,
                "quotes": [{"place": str(reading.place(span)), "text": reading.quote(span)} for span in each.spans],
            }
            for each in reading.doubts
        ],
        "unread": [{"place": str(reading.place(span)), "text": reading.quote(span)} for span in reading.unread],
        "missing": [each.message for each in reading.draft.missing],
        "left_out": [each.sentence for each in reading.draft.left_out],
    }
