"""From a file to a paper. The content decides what a file is; where the name says another, that is remarked."""

import hashlib
import io
from collections.abc import Callable, Mapping
from typing import IO

from documents.evidence_names import clean_name, extension_of
from documents.gate.content import Content, Seen, see
from documents.gate.unsafe import Unsafe
from documents.gate.zips import Limits
from documents.notices.extraction.laying import Laying, TooMuch
from documents.notices.extraction.old_sheets import read_old_sheets
from documents.notices.extraction.pdf import read_pdf
from documents.notices.extraction.refusing import AGAIN, AS_DOCX, PASTED, UNLOCKED, Unfit, Unreadable
from documents.notices.extraction.sheets import read_sheets
from documents.notices.extraction.text import read_pasted, read_text
from documents.notices.extraction.word import read_word
from documents.notices.paper import Paper

MEGABYTE = 1 << 20
LARGEST = 40 * MEGABYTE
LIMITS = Limits(parts=5_000, unpacked=200 * MEGABYTE, tags=1_500_000, places=8_000_000, merged=500_000)
"""Three hundred pages of tables stay well below; what passes is read within some hundred megabytes."""
PASTED_NAME = "粘贴的文字"
READ = "可以读入：docx、xlsx、xls、et、有文字的pdf、txt，或粘贴文字"


def paper_of(content: bytes, *, name: str) -> Paper:
    """The file's letters with their places. Raises `Unreadable`; nothing of the file is run, fetched or kept."""
    shown = clean_name(name)
    try:
        laying = _laid(content, extension_of(shown))
    except Unfit as unfit:
        raise Unreadable(shown, unfit.why, unfit.remedy) from unfit
    except TooMuch as much:
        raise Unreadable(shown, f"内容过多（{much}）", "请只留通知正文和附表，另存后再读") from much
    except Unsafe as why:
        raise Unreadable(shown, why.why, why.remedy) from why
    return laying.paper(file_name=shown, sha256=hashlib.sha256(content).hexdigest())


def pasted(text: str) -> Paper:
    """Text that somebody copied out of a file."""
    laying = Laying()
    try:
        read_pasted(text, laying)
    except TooMuch as much:
        raise Unreadable(PASTED_NAME, f"内容过多（{much}）", "请只粘贴通知正文和附表") from much
    if not text.strip():
        raise Unreadable(PASTED_NAME, "没有文字", "请复制通知全文后再粘贴")
    return laying.paper(file_name=PASTED_NAME, sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def _laid(content: bytes, extension: str) -> Laying:
    if len(content) > LARGEST:
        raise Unfit(f"文件超过{LARGEST // MEGABYTE}MB", "请删去图片、另存后再读")
    file = io.BytesIO(content)
    seen = see(file, LIMITS)
    if seen.content in _REFUSED:
        raise Unfit(*_REFUSED[seen.content])
    if seen.content not in _READERS:
        raise Unfit(f"内容是{seen.content.label}，不能读", READ)
    laying = Laying()
    _remark_on(seen, laying)
    extensions, read = _READERS[seen.content]
    if extension and extension not in extensions:
        laying.remark(f"文件名以“.{extension}”结尾，内容却是{seen.content.label}，已按{seen.content.label}读入")
    file.seek(0)
    read(file, laying)
    if not "".join(laying.letters).strip():
        raise Unfit("里面没有文字", AGAIN)
    return laying


def _remark_on(seen: Seen, laying: Laying) -> None:
    if seen.has_macros:
        laying.remark("文件带有宏，没有运行")
    if seen.packed is not None and seen.packed.outward:
        laying.remark(
            f"文件引用了{len(seen.packed.outward)}处外部内容，没有去取，如 {seen.packed.outward[0].target[:80]}"
        )


def _text(file: IO[bytes], laying: Laying) -> None:
    read_text(file.read(), laying)


Read = Callable[[IO[bytes], Laying], None]
_READERS: Mapping[Content, tuple[tuple[str, ...], Read]] = {
    Content.DOCX: (("docx", "docm", "dotx", "dotm"), read_word),
    Content.XLSX: (("xlsx", "xlsm", "xltx", "xltm"), read_sheets),
    Content.XLS: (("xls", "et"), read_old_sheets),
    Content.PDF: (("pdf",), read_pdf),
    Content.OTHER: (("txt", "text", "md", "csv"), _text),
}
_REFUSED = {
    Content.DOC: ("内容是旧格式的Word或WPS文档，不能直接读", AS_DOCX),
    Content.RTF: ("内容是RTF文档，不能直接读", AS_DOCX),
    Content.HTML: ("内容是网页，不能直接读", f"{AS_DOCX}，或{PASTED}"),
    Content.OFD: (
        "内容是OFD版式文件，不能直接读",
        "请用OFD阅读器打开，复制全文粘贴，或向来文单位要Word文件",
    ),
    Content.LOCKED: ("文件设了打开密码", UNLOCKED),
    Content.PNG: ("内容是图片，图里的字读不出来", "请来文单位提供有文字的文件，或把全文打出来粘贴"),
    Content.JPEG: ("内容是图片，图里的字读不出来", "请来文单位提供有文字的文件，或把全文打出来粘贴"),
    Content.PICTURE: ("内容是图片，图里的字读不出来", "请来文单位提供有文字的文件，或把全文打出来粘贴"),
    Content.ZIP: ("内容是压缩包", "请解压后逐个读入"),
    Content.ARCHIVE: ("内容是压缩包", "请解压后逐个读入"),
    Content.PPTX: ("内容是演示文稿", PASTED),
    Content.COMPOUND: ("内容是认不出的旧格式文档", f"{AS_DOCX}；是表格的，另存为 .xlsx"),
    Content.PROGRAM: ("内容是程序，不是文档", "请核对来文，不要打开它"),
}
