"""Packages made to harm whoever opens them: each is refused in words, and none is unpacked further than need be."""

import io
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.gate.content import Content, see
from documents.gate.unsafe import (
    BROKEN,
    DOUBLED,
    ELSEWHERE,
    ENTITIES,
    LOCKED,
    NESTED,
    PROGRAM,
    TOO_LARGE,
    UNUSUAL,
    Unsafe,
)
from documents.gate.zips import Limits, inspect_zip
from tests.containers import compound, packed, shown

LETTER = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
ENTITY = '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'
LIMITS = Limits(parts=50, unpacked=40_000_000, tags=1000)


def refusal(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Unsafe) as caught:
        see(io.BytesIO(content), limits)
    return str(caught.value)


def with_entry(content: bytes, offset: int, field: bytes, *, name: bytes = b"word/document.xml") -> bytes:
    """The directory's entry of a part, told otherwise."""
    at = content.index(b"PK\x01\x02", content.rindex(name) - 46) + offset
    return content[:at] + field + content[at + len(field) :]


def bomb() -> bytes:
    return packed({**LETTER, "word/media/image1.png": bytes(30_000_000)})


def liar() -> bytes:
    """Claims ten bytes, with the checksum of the first ten; unpacks to a million."""
    content = packed({**LETTER, "x.bin": bytes(1_000_000)})
    entry = struct.pack("<L", zlib.crc32(bytes(10)))
    content = with_entry(content, 16, entry, name=b"x.bin")
    return with_entry(content, 24, struct.pack("<L", 10), name=b"x.bin")


def overlapping() -> bytes:
    """Two entries of the directory share the bytes of one part."""
    content = packed({**LETTER, "a.bin": bytes(1000), "b.bin": bytes(1000)})
    first = content.index(b"PK\x03\x04", content.index(b"a.bin") - 30)
    return with_entry(content, 42, struct.pack("<L", first), name=b"b.bin")


def doubled() -> bytes:
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w") as file:
        warnings.simplefilter("ignore")
        for name in ("word/document.xml", "word/Document.xml"):
            file.writestr(zipfile.ZipInfo(name), "<x/>")
    return content.getvalue()


def nested(depth: int) -> bytes:
    inner = packed(LETTER)
    for _ in range(depth):
        inner = packed({**LETTER, "word/embeddings/inner.docx": inner})
    return inner


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed(LETTER)[:-30], BROKEN),
        (b"PK\x03\x04" + bytes(100), BROKEN),
        (packed(LETTER).replace(b"word/document.xml", b"word/documenT.xml", 1), BROKEN),
        (bomb(), TOO_LARGE),
        (packed({**LETTER, "a": bytes(39_999_000), "b": bytes(2000)}, method=zipfile.ZIP_STORED), TOO_LARGE),
        (liar(), BROKEN),
        (overlapping(), BROKEN),
        (packed({**LETTER, **{f"{number}.xml": "" for number in range(50)}}), TOO_LARGE),
        (packed({**LETTER, "word/many.xml": "<a/>" * 1000}), TOO_LARGE),
        (packed({**LETTER, "word/many.xml": ("<a/>" * 1000).encode("utf-16")}), TOO_LARGE),
        (packed({**LETTER, "../../etc/passwd": "x"}), ELSEWHERE),
        (packed({**LETTER, "/etc/passwd": "x"}), ELSEWHERE),
        (packed({**LETTER, "C:\\Windows\\x": "x"}), ELSEWHERE),
        (doubled(), DOUBLED),
        (with_entry(packed(LETTER), 8, b"\x01"), LOCKED),
        (packed(LETTER, method=zipfile.ZIP_BZIP2), UNUSUAL),
        (packed({**LETTER, "word/a.xml": ENTITY}), ENTITIES),
        (packed({**LETTER, "word/a.xml": "<!DOCTYPE x><x/>".encode("utf-16")}), ENTITIES),
        (packed({**LETTER, "word/_rels/x.rels": "<a>" * 300 + "</a>" * 300}), BROKEN),
        (packed({**LETTER, "word/embeddings/oleObject1.bin": b"MZ\x90\x00"}), PROGRAM),
        (packed({**LETTER, "word/o.bin": compound({"\x01Ole10Native": bytes(6) + "附件.exe".encode("gbk")})}), PROGRAM),
        (nested(3), NESTED),
    ],
    ids=shown,
)  # fmt: skip
def test_package_made_to_harm_is_refused(content: bytes, why: tuple[str, str]) -> None:
    assert refusal(content) == "，".join(why)


def test_bytes_that_a_letter_holds_within_count_too() -> None:
    inner = packed({**LETTER, "word/media/a.bin": bytes(9_000_000)})
    assert refusal(packed({**LETTER, "word/embeddings/a.docx": inner}), Limits(unpacked=8_000_000)) == "，".join(
        TOO_LARGE
    )


@pytest.mark.parametrize(
    "part",
    [
        {"word/vbaProject.bin": b"x"},
        {"xl/macrosheets/sheet1.xml": b"<x/>"},
        {"word/embeddings/a.docm": packed({"word/vbaProject.bin": ""})},
    ],
)
def test_macros_are_found_wherever_they_lie(part: dict[str, bytes]) -> None:
    assert see(io.BytesIO(packed({**LETTER, **part}))).has_macros


def test_addresses_that_opening_would_fetch_are_told_and_links_to_click_are_not() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="{kind}" Type="{kinds}/{kind}" Target="https://example.test/{kind}" TargetMode="External"/>'
        for kind in ("hyperlink", "attachedTemplate", "image")
    )
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    found = inspect_zip(io.BytesIO(packed({**LETTER, "word/_rels/document.xml.rels": rels})), LIMITS)
    told = [(each.target, each.is_afar) for each in found.outward]
    assert told == [("https://example.test/attachedTemplate", True), ("https://example.test/image", True)]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (packed(LETTER), Content.DOCX),
        (packed({"xl/workbook.xml": "<x/>"}), Content.XLSX),
        (packed({"OFD.xml": "<x/>"}), Content.OFD),
        (packed({"a.txt": "x"}), Content.ZIP),
        (compound({"WordDocument": b"\xec\xa5"}), Content.DOC),
        (compound({"WordDocument": b"\xec\xa5" + bytes(8) + b"\x00\x01"}), Content.LOCKED),
        (compound({"Workbook": b"\x09\x08\x02\x00xx\x2f\x00\x00\x00"}), Content.LOCKED),
        (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), Content.LOCKED),
        (b"{\\rtf1", Content.RTF),
        (b"\xef\xbb\xbf<html>", Content.HTML),
        (b"MZ\x00\x00", Content.PROGRAM),
        ("BMI达标率".encode(), Content.OTHER),
    ],
    ids=shown,
)
def test_content_is_told_whatever_the_name(content: bytes, kind: Content) -> None:
    assert see(io.BytesIO(content)).content is kind


@given(st.binary(max_size=200), st.integers(0, 600), st.sampled_from(["zip", "compound"]))
def test_files_damaged_anywhere_are_seen_or_refused_in_words(piece: bytes, at: int, kind: str) -> None:
    whole = packed(LETTER) if kind == "zip" else compound({"WordDocument": b"\xec\xa5"})
    damaged = whole[:at] + piece + whole[at + len(piece) :]
    try:
        assert see(io.BytesIO(damaged)).content in Content
    except Unsafe as why:
        assert str(why)  # noqa: PT017 -- either outcome is right
