"""A letter as .docx, filled into a template that the office may have changed in WPS."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from config.errors import KaoheError
from documents.letters.geometry import PAGE_HEIGHT
from documents.letters.model import AnyLetter, Document, Form, Layout, Sheet
from documents.letters.shipped import shipped_template
from documents.letters.word_blocks import TEXT_TWIPS, Blocks, Names

A3_ACROSS = 420
EMU_PER_TWIP = 635


class Whole(str):
    """Whole paragraphs, markup of our own making: they go into the file as they are."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class TemplateFault(KaoheError):
    """The template cannot be filled; the message says where and what to do."""


def word(letter: AnyLetter, template: bytes | None = None) -> bytes:
    """The letter in this template, or in the shipped one. Raises `TemplateFault`."""
    try:
        filling = DocxTemplate(BytesIO(template or shipped_template(Layout(letter.layout))))
        filling.init_docx()
        if isinstance(letter, Sheet) and letter.paper == "a3":
            _widen(filling.docx)
        blocks = Blocks(styles_of(filling.docx), width=text_width(filling.docx))
        filling.render(words_of(letter, blocks), jinja_env=SandboxedEnvironment(autoescape=True))
        kept = BytesIO()
        filling.save(kept)
    except TemplateError as error:
        raise TemplateFault(f"{letter.name}的模板套不出来：{error.message}；请用 kaohe template check 检查") from error
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise TemplateFault(f"{letter.name}的模板不是完好的 Word 文件，请重新另存为 .docx") from error
    return kept.getvalue()


def _widen(docx: Any) -> None:
    """A3 lying."""
    for section in docx.sections:
        section.page_width, section.page_height = Mm(A3_ACROSS), Mm(PAGE_HEIGHT)


def styles_of(docx: Any) -> Mapping[str, str]:
    """Ids by names: WPS gives its own ids, the names stay."""
    return {style.name: style.style_id for style in docx.styles if style.name in Names.ALL}


def text_width(docx: Any) -> int:
    """Between the margins of the last section, in twips."""
    section = docx.sections[-1]
    width = section._sectPr.find(qn("w:pgSz"))
    if width is None or section.left_margin is None or section.right_margin is None:
        return TEXT_TWIPS
    return int(section.page_width - section.left_margin - section.right_margin) // EMU_PER_TWIP


def words_of(letter: AnyLetter, blocks: Blocks) -> dict[str, Any]:
    """Every word that a template may ask for: whole parts, written as {{p 正文 }}, and single words."""
    shared = {
        "稿样": Whole(blocks.drafted(letter.draft)),
        "文种": letter.name,
        "回执": Whole(blocks.slip(getattr(letter, "slip", None))),
        "署名": "、".join(letter.signature.organs) if letter.signature else "",
        "成文日期": letter.signature.date if letter.signature else "",
    }
    if isinstance(letter, Document):
        return shared | _of_document(letter, blocks)
    return shared | (_of_form(letter, blocks) if isinstance(letter, Form) else _of_sheet(letter, blocks))


def _of_document(letter: Document, blocks: Blocks) -> dict[str, Any]:
    note = blocks.line(f"（{letter.note}）", Names.TEXT) if letter.note else ""
    addressees = blocks.line(letter.addressees, Names.ADDRESSEE) if letter.addressees else ""
    return {
        "红头": Whole(blocks.head(letter)),
        "文号": Whole(blocks.numbered(letter)),
        "标题": Whole(blocks.title(letter.title)),
        "主送": Whole(addressees),
        "正文": Whole(blocks.body(letter.body)),
        "附件说明": Whole(blocks.attachments(letter.attachments)),
        "落款": Whole(blocks.signature(letter.signature)),
        "附件": Whole(blocks.annex(letter.annex)),
        "附注": Whole(note),
        "版记": Whole(blocks.colophon(letter.copies, letter.printed_by, letter.printed_on)),
        "机关": "、".join(letter.organs),
        "发文字号": letter.number,
        "签发人": letter.signer,
        "标题文字": letter.title,
        "主送单位": letter.addressees,
        "抄送": letter.copies,
        "印发机关": letter.printed_by,
        "印发日期": letter.printed_on,
    }


def _of_form(letter: Form, blocks: Blocks) -> dict[str, Any]:
    code = f"短码：{letter.code}" if letter.code else ""
    return {
        "栏目": Whole(blocks.boxes(letter.boxes) + blocks.gap()),
        "落款": Whole(blocks.signature(letter.signature, size=14, above=1)),
        "附注": Whole(blocks.line(letter.note, Names.NOTE) if letter.note else ""),
        "机关": letter.organ,
        "单名": letter.name,
        "编号": letter.number,
        "短码": letter.code,
        "编号栏": "\t".join(part for part in (code, letter.number) if part),
        "栏": {box.label: box.text for box in letter.boxes},
    }


def _of_sheet(letter: Sheet, blocks: Blocks) -> dict[str, Any]:
    notes = "".join(blocks.line(note, Names.NOTE) for note in letter.notes)
    return {
        "标题": Whole(blocks.title(letter.title, width=36)),
        "表格": Whole(blocks.table(letter.table) + blocks.gap()),
        "附注": Whole(notes),
        "落款": Whole(blocks.signature(letter.signature, size=14, above=1)),
        "标题文字": letter.title,
        "左注": letter.left,
        "右注": letter.right,
        "表头栏": f"{letter.left}\t{letter.right}",
    }
