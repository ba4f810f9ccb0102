"""A notice read into a draft: the one way for pages and the command line. Nothing is stored until a draft begins."""

from collections.abc import Collection

from config.errors import KaoheError
from config.patching import Edit, patched
from config.tree import plain, read_tree
from documents.evidence import UPLOAD_NOTICE
from documents.evidence_names import clean_name, mark_at_head, secret_mark
from documents.notices.extraction.apart import read_apart
from documents.notices.extraction.reading import pasted
from documents.notices.extraction.refusing import Unreadable
from documents.notices.paper import Paper
from documents.notices.reading import Reading, read_notice

MOST_LETTERS, MOST_LINES = 400_000, 6_000
"""A hundred times the longest notice of the shipped schemes; what is longer would keep others waiting."""


def read_file(content: bytes, *, name: str, units: Collection[str] = ()) -> Reading:
    """Raises `Unreadable`, which says what to do. `units`: the names that the office knows."""
    shown = clean_name(name)
    if mark := secret_mark(shown):
        raise _held(shown, f"文件名带有“{mark}”")
    return _read(read_apart(content, name=shown), units)


def read_words(text: str, *, units: Collection[str] = ()) -> Reading:
    return _read(pasted(text), units)


def _read(paper: Paper, units: Collection[str]) -> Reading:
    """Nothing is read on of what is no notice by its length, or bears a mark of secrecy at its head (O13)."""
    lines = paper.text.count("\n")
    if len(paper.text) > MOST_LETTERS or lines > MOST_LINES:
        much = f"有{len(paper.text)}字、{lines}行，超过{MOST_LETTERS}字或{MOST_LINES}行"
        raise Unreadable(paper.file_name, f"内容过多（{much}）", "请只留通知正文和附表，另存后再读")
    if mark := mark_at_head(paper.text):
        raise _held(paper.file_name, f"文件上标有“{mark}”")
    return read_notice(paper, units)


def _held(name: str, why: str) -> Unreadable:
    return Unreadable(name, why, f"{UPLOAD_NOTICE}；文件没有留存，请按保密规定处理")


def draft_text(reading: Reading, *, office: tuple[str, str] | None = None) -> str:
    """The draft, made out to an office (code and name) where one is meant and none is written in it."""
    text = reading.draft.text
    if office is None:
        return text
    code, name = office
    try:
        if "office" in plain(read_tree(text)[0]):
            return text
        return patched(text, [Edit("/office", value={"code": code, "name": name})])
    except KaoheError:
        return text
