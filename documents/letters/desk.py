"""The desk at which letters are made into files: printer, templates, and the command that converts Word to PDF."""

import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.settings import Settings
from documents.letters.faces import folders
from documents.letters.model import AnyLetter
from documents.letters.printing import CannotPrint, Printer
from documents.letters.templates import Templates
from documents.letters.word import word

PATIENCE = 120
"""Seconds for an external converter."""


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF, and whose layout it shows: the house's own, or that of the office's template."""

    content: bytes
    follows_template: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    printer: Printer
    templates: Templates
    converter: str = ""

    def docx(self, letter: AnyLetter) -> bytes:
        template = self.templates.template_for(letter)
        return word(letter, template.content)

    def pdf(self, letter: AnyLetter, *, now: datetime) -> Made:
        """By the office's own template where a converter is set; else in the house's layout, which is said."""
        template = self.templates.template_for(letter)
        if not template.is_own:
            return Made(self.printer.pdf(letter, now=now), follows_template=False)
        name = template.path.name if template.path is not None else ""
        if self.converter:
            return Made(self._converted(self.docx(letter), letter.name), True, f"按本单位模板“{name}”")
        note = f"Word 文件按本单位模板“{name}”，PDF 和预览按系统版式"
        return Made(self.printer.pdf(letter, now=now), False, note)

    def layout_note(self, letter: AnyLetter) -> str:
        """What has to be said beside a preview, which always shows the house's layout."""
        template = self.templates.template_for(letter)
        if template.path is None:
            return ""
        other = "PDF 由它转换而来，这里的预览是系统版式" if self.converter else "PDF 和预览是系统版式"
        return f"Word 文件按本单位模板“{template.path.name}”，{other}"

    def _converted(self, docx: bytes, name: str) -> bytes:
        with tempfile.TemporaryDirectory(prefix="kaohe-letter-") as folder:
            file = Path(folder) / "letter.docx"
            file.write_bytes(docx)
            command = [part.format(folder=folder, file=file) for part in shlex.split(self.converter)]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 -- the admin's own
                return file.with_suffix(".pdf").read_bytes()
            except (OSError, subprocess.SubprocessError) as error:
                raise CannotPrint(f"“{name}”没有转换成 PDF，请检查 KAOHE_CONVERTER：{error}") from error


def desk_of(settings: Settings) -> Desk:
    """The desk of this installation."""
    return Desk(Printer(folders(settings.fonts)), Templates(settings.letter_templates), settings.converter)
