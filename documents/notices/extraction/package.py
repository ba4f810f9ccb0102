"""The parts of a packed document, which the gate has looked through before."""

import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from lxml import etree

from documents.gate.outward import tree_of

_LARGEST = 64 << 20


@dataclass(frozen=True)
class Package:
    """`file` stays open as long as this is used."""

    file: IO[bytes]

    @cached_property
    def _packed(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.file)

    @cached_property
    def names(self) -> dict[str, str]:
        return {name.replace("\\", "/"): name for name in self._packed.namelist()}

    def tree(self, name: str) -> etree._Element | None:
        """The XML of a part, or nothing where there is no such part. Raises `Unsafe` where it is none."""
        if name not in self.names:
            return None
        with self._packed.open(self.names[name]) as part:
            return tree_of(part.read(_LARGEST))

    def relations(self, name: str) -> list[tuple[str, str, str]]:
        """Id, kind and part of everything that a part refers to within the document."""
        folder, _, last = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels")
        if tree is None:
            return []
        return [
            (link.get("Id", ""), link.get("Type", "").rpartition("/")[2], _joined(folder, link.get("Target", "")))
            for link in tree
            if isinstance(link.tag, str) and link.get("TargetMode") != "External"
        ]

    def main(self) -> str:
        """The part that the document begins with."""
        return next((part for _, kind, part in self.relations("") if kind == "officeDocument"), "")


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def local(element: etree._Element) -> str:
    """The name without its namespace, of which there are two for the same words; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def said(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of that name, step by step."""
    for step in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == step), None)
    return element


def is_on(element: etree._Element | None) -> bool:
    """A switch that stands there is on, unless it says otherwise."""
    return element is not None and said(element) not in ("0", "false", "off")
