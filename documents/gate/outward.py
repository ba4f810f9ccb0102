"""What the relations of a packed document point at outside it."""

from dataclasses import dataclass

from lxml import etree

from documents.gate.unsafe import BROKEN, Unsafe

FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument", "image", "externalLinkPath", "xlExternalLinkPath")
"""Kinds that a program follows by itself when the document is opened; a link that a person clicks is none of them."""
_NAMES = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_AFAR = ("http:", "https:", "ftp:", "\\\\", "file://", "//")
_LARGEST = 16 << 20


def tree_of(content: bytes) -> etree._Element:
    """XML from outside: no entity is resolved, nothing is fetched, and it may not be deeper than 256."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unsafe(*BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unsafe(*BROKEN)
    return root


@dataclass(frozen=True, slots=True)
class Outward:
    """An address that opening the document would fetch from, and what is fetched."""

    kind: str
    target: str

    @property
    def is_afar(self) -> bool:
        """On another machine; the path of a template on the writer's own disk is usual and harmless."""
        target = self.target.lower()
        return target.startswith(_AFAR) and not target.startswith("file:///")


def outward_of(content: bytes) -> list[Outward]:
    """Addresses on the network that opening the document would fetch from."""
    if len(content) > _LARGEST:
        raise Unsafe(*BROKEN)
    found = []
    for link in tree_of(content).iter(f"{_NAMES}Relationship"):
        kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
        if link.get("TargetMode") == "External" and kind in FETCHED:
            found.append(Outward(kind, target))
    return found
