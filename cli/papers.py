"""Papers as files, and the Word templates that they are filled into."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cli.groups import WRONG
from cli.speaking import page
from config.errors import KaoheError
from config.settings import read_settings
from documents.letters.desk import desk_of
from documents.letters.linting import has_errors, lint
from documents.letters.model import AnyLetter
from documents.letters.templates import LAYOUTS, NoSuchTemplate, Templates, layout_named


class FileExists(KaoheError):
    """What is there is never overwritten."""


def written(letter: AnyLetter, *, docx: Path | None, pdf: Path | None, at: datetime) -> None:
    """The files that were asked for, and what has to be said of them."""
    desk = desk_of(read_settings())
    _free(*(path for path in (docx, pdf) if path is not None))
    console = page()
    if docx is not None:
        docx.write_bytes(desk.docx(letter))
        console.print(f"已写出 {docx}", soft_wrap=True)
    if pdf is not None:
        made = desk.pdf(letter, now=at)
        pdf.write_bytes(made.content)
        console.print(f"已写出 {pdf}{f'（{made.note}）' if made.note else ''}", soft_wrap=True)


def _free(*paths: Path) -> None:
    taken = [str(path) for path in paths if path.exists()]
    if taken:
        raise FileExists(f"已有文件 {'、'.join(taken)}，不覆盖；请换一个文件名")


# Templates


def listing() -> int:
    """Every paper, and whose template it is filled into."""
    templates = _templates()
    console = page()
    for name, layout in LAYOUTS.items():
        path = templates.named(name, layout).path
        console.print(f"{name}　{layout.label}　{f'本单位模板 {path.name}' if path is not None else '随附模板'}")
    console.print(f"本单位模板的文件夹：{templates.folder}", soft_wrap=True)
    return 0


def export(name: str, to: Path) -> int:
    """The template in use, to be changed in WPS."""
    _free(to)
    to.write_bytes(_templates().named(name, layout_named(name)).content)
    page().print(f"已写出 {to}；改好后用 kaohe template check 检查，用 kaohe template use 启用", soft_wrap=True)
    return 0


def check(name: str, file: Path) -> int:
    remarks = lint(_read(file), layout_named(name))
    console = page()
    for remark in remarks:
        console.print(remark.said, soft_wrap=True)
    if not remarks:
        console.print("没有问题。")
    return WRONG if has_errors(remarks) else 0


def use(name: str, file: Path) -> int:
    path, remarks = _templates().use(name, _read(file))
    _said([remark.said for remark in remarks])
    page().print(f"已启用：{path}", soft_wrap=True)
    return 0


def reset(name: str) -> int:
    """Back to the shipped one; the office's own file stays beside it under another name."""
    layout_named(name)
    templates = _templates()
    path = templates.folder / f"{name}.docx"
    if not path.is_file():
        raise NoSuchTemplate(f"“{name}”用的就是随附模板")
    kept = path.with_suffix(".docx.停用")
    path.replace(kept)
    page().print(f"已改回随附模板，原来的存为 {kept}", soft_wrap=True)
    return 0


def _said(lines: Sequence[str]) -> None:
    for line in lines:
        page().print(line, soft_wrap=True)


def _templates() -> Templates:
    return Templates(read_settings().letter_templates)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NoSuchTemplate(f"读不了 {file}：{error.strerror}") from error
