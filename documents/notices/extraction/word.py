"""Word documents: what a reader sees on the page, revisions accepted, in the order in which it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from documents.notices.extraction.laying import Laying, Piece, TooMuch
from documents.notices.extraction.numbering import Numbering, numbering_of
from documents.notices.extraction.package import Package, child, local, said
from documents.notices.extraction.refusing import AGAIN, PASTED, Unfit
from documents.notices.extraction.runs import Runs, Written
from documents.notices.extraction.word_tables import rows_of
from documents.notices.paper import Place, Role

MOST_TABLES = 10_000
_FIELDS = ("instrText", "fldSimple")


def read_word(file: IO[bytes], laying: Laying) -> None:
    """Raises `Unfit` where nothing can be read, `Unsafe` where a part is no XML."""
    package = Package(file)
    main = package.main()
    tree = package.tree(main)
    body = child(tree, "body")
    if body is None:
        raise Unfit("里面没有正文", AGAIN)
    parts = {kind: part for _, kind, part in package.relations(main)}
    numbering = numbering_of(package.tree(parts.get("numbering", "")), package.tree(parts.get("styles", "")))
    letter = Letter(laying, numbering)
    letter.blocks(body)
    letter.finish()
    letter.notes(package.tree(parts.get("footnotes", "")), "footnote", "脚注")
    letter.notes(package.tree(parts.get("endnotes", "")), "endnote", "尾注")
    _margins(package, main, body, letter)
    comments = package.tree(parts.get("comments", ""))
    letter.tell(0 if comments is None else len(comments))
    if not "".join(laying.letters).strip():
        why = "里面只有图片，没有文字" if letter.runs.pictures else "里面没有文字"
        raise Unfit(why, f"{PASTED}，或请来文单位提供有文字的文件")


def _margins(package: Package, main: str, body: etree._Element, letter: "Letter") -> None:
    """Headers and footers, each once, in the order of the sections."""
    parts = {code: part for code, _, part in package.relations(main)}
    told: set[tuple[str, str]] = set()
    for each in body.iter():
        kind = {"headerReference": "页眉", "footerReference": "页脚"}.get(local(each))
        tree = package.tree(parts.get(said(each, "id") or "", "")) if kind else None
        if kind and tree is not None:
            letter.margin(tree, kind, told)


@dataclass
class Letter:
    """A document as far as it was read."""

    laying: Laying
    numbering: Numbering
    runs: Runs = field(default_factory=Runs)
    paragraph: int = 0
    table: int = 0
    kept: str = ""
    """The text of a paragraph whose end was struck out: what follows goes on in its line."""

    def blocks(self, parent: etree._Element) -> None:
        for each in parent:
            match local(each):
                case "p":
                    self._paragraph(each)
                case "tbl":
                    self._table(each)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag":
                    self.blocks(each)
                case "altChunk":
                    self.laying.remark("嵌入了另一份文件，没有读入", self._here())
                case _:
                    pass

    def finish(self) -> None:
        if self.kept:
            self._lay(Written(self.kept), Role.BODY)

    def written(self, paragraph: etree._Element) -> Written:
        """The letters of a paragraph with its label, and what hangs on it."""
        label = self.numbering.label(child(paragraph, "pPr"))
        found = self.runs.read(paragraph)
        # Word shows no label before a paragraph that was struck out whole.
        return Written(label + found.text if found.text or not found.was_struck else "", found)

    def pieces(self, parent: etree._Element, place: Place, role: Role = Role.BODY) -> list[Piece]:
        """Paragraphs and tables within a cell or a box, line by line; empty ones at the ends are none."""
        found: list[Piece] = []
        for each in self._within(parent):
            if local(each) == "tbl":
                lines = ["\t".join(self._flat(cell) for cell in row) for row in _cells(each)]
                found += [Piece(line, place, role) for line in lines if line.strip()]
                continue
            written = self.written(each)
            found += [Piece(line, place, role) for line in written.text.split("\n")]
            for box in written.boxes:
                found += self.pieces(box, place, Role.BOX)
        return _trimmed(found)

    def notes(self, tree: etree._Element | None, kind: str, label: str) -> None:
        """Each note where it is cited; the lines that part them from the text are none."""
        for each in tree if tree is not None else ():
            code = said(each, "id") or ""
            place = self.runs.cited.get((kind, code))
            if local(each) == kind and place is not None:
                number, paragraph = place
                where = Place(paragraph=paragraph, part=f"{label}{number}")
                for piece in self.pieces(each, where, Role.NOTE):
                    self.laying.line(piece.text, where, Role.NOTE)

    def margin(self, tree: etree._Element, kind: str, told: set[tuple[str, str]]) -> None:
        fields = (said(each, "instr") or each.text or "" for each in tree.iter() if local(each) in _FIELDS)
        counts = any("PAGE" in each.split() for each in fields)
        role = Role.PAGE_NUMBER if counts else Role.RUNNING
        for piece in self.pieces(tree, Place(part=kind), role):
            if piece.text.strip() and (kind, piece.text) not in told:
                told.add((kind, piece.text))
                self.laying.line(piece.text, piece.place, role)

    def tell(self, comments: int) -> None:
        """What a person should know besides the text."""
        for count, sentence in (
            (self.runs.revisions, "文档里有{}处修订，按全部接受后的样子读入"),
            (self.runs.hidden, "文档里有{}处隐藏文字，没有读入"),
            (self.runs.pictures, "文档里有{}张图片，图里的字没有读入"),
            (self.runs.unknown, "文档里有{}个认不出的符号，以“\ufffd”代替"),
            (self.runs.glosses, "文档里有{}处加注的拼音，没有读入，只读了正字"),
            (comments, "文档里有{}条批注，没有读入"),
        ):
            if count:
                self.laying.remark(sentence.format(count))

    def _paragraph(self, element: etree._Element) -> None:
        self.runs.at = self.paragraph + 1
        written = self.written(element)
        text = self.kept + written.text
        if child(element, "pPr", "rPr", "del") is not None:
            self.kept = text
            return
        self.kept = ""
        is_listed = self.numbering.name_of(child(element, "pPr")).lower().startswith("toc ")
        self._lay(Written(text, written.found), Role.CONTENTS if is_listed else Role.BODY)

    def _lay(self, written: Written, role: Role) -> None:
        self.paragraph += bool(written.text.strip())
        self.laying.line(written.text, self._here(), role)
        for box in written.boxes:
            place = Place(paragraph=max(1, self.paragraph), part="文本框")
            for piece in self.pieces(box, place, Role.BOX):
                self.laying.line(piece.text, place, Role.BOX)

    def _table(self, element: etree._Element) -> None:
        self.table += 1
        if self.table > MOST_TABLES:
            raise TooMuch(f"表格超过{MOST_TABLES}张")
        self.runs.at = max(1, self.paragraph)
        self.laying.table(rows_of(element, lambda cell, row, column: self.pieces(cell, self._cell(row, column))))

    def _cell(self, row: int, column: int) -> Place:
        return Place(table=self.table, row=row + 1, column=column + 1)

    def _here(self) -> Place:
        return Place(paragraph=max(1, self.paragraph))

    def _flat(self, cell: etree._Element) -> str:
        return " ".join(piece.text for piece in self.pieces(cell, Place()) if piece.text)

    def _within(self, parent: etree._Element) -> Iterator[etree._Element]:
        for each in parent:
            if local(each) in ("p", "tbl"):
                yield each
            elif local(each) in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
                yield from self._within(each)


def _cells(table: etree._Element) -> Iterator[list[etree._Element]]:
    for row in table.iterchildren("{*}tr"):
        yield list(row.iterchildren("{*}tc"))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    return pieces
