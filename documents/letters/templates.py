"""The office's own Word templates: files in a folder, named after the paper or after its layout.

What is not there is taken as shipped. `预警提示单.docx` goes before `单.docx`.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from config.errors import KaoheError
from documents.letters.linting import Remark, has_errors, lint
from documents.letters.model import AnyLetter, Layout
from documents.letters.shipped import shipped_template

OF_LAYOUT = {
    Layout.DOCUMENT: (
        "通报", "季度通报", "任务下达通知", "目标责任书", "分解任务正式文件", "约谈通知书", "征求意见函", "月度汇总",
        "推进会材料", "逾期名单", "自查报告", "进展情况报告", "考核结果",
    ),
    Layout.FORM: ("预警提示单", "督办单", "约谈呈批单", "约谈记录", "呈批单"),
    Layout.SHEET: ("分解任务表", "得分明细", "先进建议名单", "工作日历挂图"),
}  # fmt: skip
LAYOUTS = {name: layout for layout, names in OF_LAYOUT.items() for name in names}
"""Every paper that is made, by its name."""


class NoSuchTemplate(KaoheError):
    """No template has that name, or it cannot be used; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Template:
    """What a letter is filled into. `path` is none where it is the shipped one."""

    content: bytes
    path: Path | None

    @property
    def is_own(self) -> bool:
        return self.path is not None

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Templates:
    folder: Path

    def template_for(self, letter: AnyLetter) -> Template:
        return self.named(letter.name, Layout(letter.layout))

    def named(self, name: str, layout: Layout) -> Template:
        for stem in (name, layout.label):
            path = self.folder / f"{stem}.docx"
            if path.is_file():
                return Template(path.read_bytes(), path)
        return Template(shipped_template(layout), None)

    def use(self, name: str, content: bytes) -> tuple[Path, tuple[Remark, ...]]:
        """Puts a checked template in place. Raises `NoSuchTemplate` with every error that it has."""
        layout = layout_named(name)
        remarks = lint(content, layout)
        if has_errors(remarks):
            told = "\n".join(each.said for each in remarks)
            raise NoSuchTemplate(f"模板“{name}”有错误，没有启用：\n{told}")
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.docx"
        path.write_bytes(content)
        return path, remarks


def known_names() -> tuple[str, ...]:
    return (*(layout.label for layout in Layout), *LAYOUTS)


def layout_named(name: str) -> Layout:
    """Of a paper, or the layout itself."""
    found = LAYOUTS.get(name) or next((layout for layout in Layout if name in (layout.label, layout.value)), None)
    if found is None:
        raise NoSuchTemplate(f"没有“{name}”这种模板，可以写：{'、'.join(known_names())}")
    return found
