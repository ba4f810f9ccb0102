"""The parts of a letter as WordprocessingML. How they look stands in the styles of the template, not here."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from documents.letters.geometry import BOTTOM, PAGE_HEIGHT, RED, SIZE_3, TEXT_WIDTH, head_size, points
from documents.letters.markup import RULE, TWIPS, chars, from_right, kept, paired, runs, shared, sized, table_of
from documents.letters.model import Block, Box, Break, Document, Heading, Paragraph, Signature, Slip, Table
from documents.letters.titles import turned

TEXT_TWIPS = int(points(TEXT_WIDTH) * TWIPS)
LABEL_TWIPS = 1900
COLOPHON_TWIPS, COLOPHON_CHARACTERS = 490, 29
"""A line of the 版记 in 四号, and how many characters stand on it."""
THICK, THIN = 8, 6
"""Rules of the 版记 in eighths of a point: 0.35 mm and 0.25 mm."""


class Names:
    """Styles by the names under which offices see them."""

    HEAD, TITLE, NUMBER, ADDRESSEE, TEXT = "公文红头", "公文标题", "公文文号", "公文主送", "公文正文"
    FIRST, SECOND, CAPTION, CELL, CELL_HEAD = "公文一级标题", "公文二级标题", "公文表题", "公文表格", "公文表头"
    SIGNED, COLOPHON, LABEL, BOX, SLIP, NOTE = "公文署名", "公文版记", "公文栏名", "公文栏文", "公文回执", "公文附注"
    ALL = (
        HEAD, TITLE, NUMBER, ADDRESSEE, TEXT, FIRST, SECOND, CAPTION, CELL, CELL_HEAD, SIGNED, COLOPHON, LABEL, BOX,
        SLIP, NOTE,
    )  # fmt: skip


class Blocks:
    """Writes with the styles of one template; what the template has no style for is left to its ordinary text."""

    def __init__(self, styles: Mapping[str, str], *, width: int = TEXT_TWIPS) -> None:
        self._styles = styles
        self._width = width

    # Paragraphs

    def line(self, text: str, style: str, more: str = "", run: str = "") -> str:
        """One paragraph; a line feed in it is a new line of the same paragraph."""
        return f"<w:p>{self._properties(style, more)}{runs(text, run)}</w:p>"

    def _properties(self, style: str, more: str = "") -> str:
        named = f'<w:pStyle w:val="{escape(self._styles[style])}"/>' if style in self._styles else ""
        return f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""

    def title(self, text: str, **how: int) -> str:
        return self.line("\n".join(turned(text, **how)), Names.TITLE)

    def body(self, blocks: Iterable[Block]) -> str:
        return "".join(self._block(each) for each in blocks)

    def _block(self, each: Block) -> str:
        if isinstance(each, Heading):
            style = {1: Names.FIRST, 2: Names.SECOND}.get(each.level, Names.TEXT)
            return self.line(each.text, style, "<w:keepNext/>")
        if isinstance(each, Paragraph):
            style = Names.ADDRESSEE if each.at_margin else Names.TEXT
            return "".join(self.line(line, style) for line in each.text.split("\n"))
        if isinstance(each, Table):
            caption = self.line(each.caption, Names.CAPTION, "<w:keepNext/>") if each.caption else ""
            return f"{caption}{self.table(each)}{self.gap()}"
        return self._page() if isinstance(each, Break) else ""

    def gap(self) -> str:
        """Tables that touch become one: a thin line between them."""
        return '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="120" w:lineRule="exact"/></w:pPr></w:p>'

    def _page(self) -> str:
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    # Tables

    def table(self, told: Table) -> str:
        """Its headings come again on each page; no row is split."""
        widths = shared(self._width, [column.share for column in told.columns])
        aligns = [column.align for column in told.columns]
        heads = "".join(
            self._cell(self.line(column.name, Names.CELL_HEAD), width)
            for column, width in zip(told.columns, widths, strict=True)
        )
        rows = "".join(self._row(row, widths, aligns) for row in told.rows)
        top = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
        return f"{table_of(widths)}{top}{rows}</w:tbl>"

    def _row(self, row: Sequence[str], widths: Sequence[int], aligns: Sequence[str]) -> str:
        cells = "".join(
            self._cell(self.line(text, Names.CELL, f'<w:jc w:val="{align}"/>'), width)
            for text, width, align in zip(row, widths, aligns, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _cell(self, content: str, width: int, *, span: int = 1, merge: str = "") -> str:
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        told = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}{merge}<w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{told}</w:tcPr>{content}</w:tc>"

    def boxes(self, told: Sequence[Box]) -> str:
        """Labels and what belongs to them, narrow ones by two on a line."""
        half = (self._width - 2 * LABEL_TWIPS) // 2
        rows = "".join(self._pair(pair, half) for pair in paired(told))
        return f"{table_of((LABEL_TWIPS, half, LABEL_TWIPS, half))}{rows}</w:tbl>"

    def _pair(self, pair: Sequence[Box], half: int) -> str:
        wide = self._width - LABEL_TWIPS
        cells = "".join(
            self._cell(self.line(box.label, Names.LABEL), LABEL_TWIPS)
            + (self._cell(self._filled(box), half) if len(pair) > 1 else self._cell(self._filled(box), wide, span=3))
            for box in pair
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _filled(self, box: Box) -> str:
        lines = [line for line in box.text.split("\n") if line]
        more = '<w:ind w:firstLineChars="200" w:firstLine="560"/>' if len(lines) > 1 else ""
        written = "".join(self.line(line, Names.BOX, more) for line in lines)
        return written + self.line("", Names.BOX) * (box.room or (not lines))

    # Ends

    def signature(self, told: Signature | None, *, size: int = SIZE_3, above: int = 2) -> str:
        """成文日期右空四字，署名以它为准居中；不盖章的右空二字."""
        if told is None:
            return ""
        widths = [chars(line) for line in (*told.organs, told.date)]
        middle = max(max(widths) / 2, (4 if told.sealed else 2) + widths[-1] / 2)
        lines = (*told.organs, told.date)
        spread = f'<w:spacing w:before="{size * TWIPS if told.sealed and len(told.organs) > 1 else 0}"/>'
        return self.line("", Names.SIGNED, "<w:keepNext/>") * above + "".join(
            self.line(text, Names.SIGNED, kept(text != told.date) + spread + from_right(middle - wide / 2, size))
            for text, wide in zip(lines, widths, strict=True)
        )

    def attachments(self, named: Sequence[str]) -> str:
        if not named:
            return ""
        one = len(named) == 1
        hang = 5 if one else 6
        indent = f'<w:ind w:leftChars="{hang * 100}" w:left="{hang * 320}" w:hangingChars="{{}}" w:hanging="{{}}"/>'
        lines = [self.line("", Names.TEXT)]
        for place, name in enumerate(named, start=1):
            number = "" if one else f"{place}. "
            first = f"附件：{number}" if place == 1 else number
            back = int(chars(first) * 100)
            lines.append(self.line(f"{first}{name}", Names.TEXT, indent.format(back, back * 320 // 100)))
        return "".join(lines)

    def annex(self, blocks: Sequence[Block]) -> str:
        """On a page of its own, 附件 at its upper left."""
        if not blocks:
            return ""
        return self._page() + self.line("附件", Names.ADDRESSEE) + self.body(blocks)

    def slip(self, told: Slip | None) -> str:
        if told is None:
            return ""
        cut = '<w:pBdr><w:bottom w:val="dashed" w:sz="6" w:space="1" w:color="808080"/></w:pBdr><w:jc w:val="center"/>'
        words = self.line(told.words, Names.NOTE) if told.words else ""
        return (
            f"{self.line('', Names.NOTE, cut)}{self.line(told.title, Names.SLIP)}{words}{self.boxes(told.boxes)}"
            f"{self.gap()}"
        )

    # Heads

    def head(self, letter: Document) -> str:
        if not letter.organs or letter.style == "plain":
            return ""
        if letter.style == "brief":
            return self.line(" ".join(letter.head), Names.HEAD, '<w:spacing w:before="454" w:after="240"/>', sized(40))
        if letter.style == "letter":
            border = f'<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="4" w:color="{RED}"/></w:pBdr>'
            organ = "".join(letter.organs)
            return self.line(
                organ, Names.HEAD, border + '<w:spacing w:before="0"/>', sized(head_size(len(organ), most=40))
            )
        if len(letter.organs) == 1:
            said = f"{letter.organs[0]}文件"
            return self.line(said, Names.HEAD, run=sized(head_size(len(said))))
        return self._joint_head(letter.organs)

    def _joint_head(self, organs: Sequence[str]) -> str:
        """联合行文: one organ below the other, each as wide as the longest, 文件 beside them in the middle."""
        longest = max(len(organ) for organ in organs)
        size = min(36, TEXT_TWIPS * 3 // 4 // TWIPS // longest)
        wide, rest = size * longest * TWIPS + 240, TEXT_TWIPS - size * longest * TWIPS - 240
        spread = '<w:spacing w:before="0" w:after="120"/><w:jc w:val="distribute"/>'
        rows = []
        for place, organ in enumerate(organs):
            merge = '<w:vMerge w:val="restart"/>' if place == 0 else "<w:vMerge/>"
            said = self.line(
                "文件" if place == 0 else "", Names.HEAD, '<w:spacing w:before="0" w:after="0"/>', sized(size * 5 // 4)
            )
            rows.append(
                f"<w:tr>{self._cell(self.line(organ, Names.HEAD, spread, sized(size)), wide)}"
                f"{self._cell(said, rest, merge=merge)}</w:tr>"
            )
        above = self.line("", Names.HEAD, '<w:spacing w:before="1985" w:after="0" w:line="20" w:lineRule="exact"/>')
        return f"{above}{table_of((wide, rest), ruled=False)}{''.join(rows)}</w:tbl>{self.line('', Names.TEXT)}"

    def numbered(self, letter: Document) -> str:
        """发文字号, with 签发人 beside it where it goes upward; below it the red rule."""
        if letter.style == "plain":
            return ""
        if letter.style == "letter":
            return self.line(letter.number, Names.NUMBER, '<w:spacing w:before="0"/><w:jc w:val="right"/>')
        rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{RED}"/></w:pBdr>'
        if letter.style == "brief":
            tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_TWIPS - 320}"/></w:tabs>'
            text = f"　{'、'.join(letter.organs)}\t{letter.number}"
            return self.line(text, Names.NUMBER, f'{rule}{tab}<w:jc w:val="left"/>')
        if not letter.signer:
            return self.line(letter.number, Names.NUMBER, rule)
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_TWIPS - 320}"/></w:tabs>'
        text = f"　{letter.number}\t签发人：{letter.signer}"
        return self.line(text, Names.NUMBER, f'{rule}{tab}<w:jc w:val="left"/>')

    def colophon(self, copies: str, printed_by: str, printed_on: str) -> str:
        """版记: at the foot of the last page."""
        lines = [copies] if copies else []
        lines += [f"{printed_by}\t{printed_on}"] if printed_by or printed_on else []
        if not lines:
            return ""
        rules = "".join(
            RULE.format(side=side, size=size) for side, size in (("top", THICK), ("bottom", THICK), ("insideH", THIN))
        )
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{self._width - 496}"/></w:tabs>'
        cells = (self._cell(self.line(each, Names.COLOPHON, tab), self._width) for each in lines)
        rows = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>" for cell in cells)
        count = sum(-(-int(chars(each)) // COLOPHON_CHARACTERS) for each in lines)
        top = int(points(PAGE_HEIGHT - BOTTOM) * TWIPS) - count * COLOPHON_TWIPS
        place = f'<w:tblpPr w:vertAnchor="page" w:horzAnchor="margin" w:tblpX="0" w:tblpY="{top}"/>'
        return (
            f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{self._width}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{self._width}"/></w:tblGrid>'
            f"{rows}</w:tbl>{self.gap()}"
        )

    def drafted(self, said: str) -> str:
        """送审稿: above the text, where it takes no room from it."""
        if not said:
            return ""
        frame = '<w:framePr w:w="1600" w:hAnchor="margin" w:vAnchor="page" w:xAlign="right" w:y="720"/>'
        sides = "".join(RULE.format(side=side, size=6) for side in ("top", "left", "bottom", "right"))
        return self.line(said, Names.LABEL, f"{frame}<w:pBdr>{sides}</w:pBdr>")
