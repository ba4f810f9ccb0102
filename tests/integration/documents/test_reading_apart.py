"""A process of its own reads the file: what breaks it breaks nothing else, and it ends in time."""

import zlib

import pytest

from documents.notices.extraction.apart import read_apart
from documents.notices.extraction.reading import paper_of
from documents.notices.extraction.refusing import Unreadable
from tests.pdfs import Text, grid, pdf

NOTICE = pdf([Text(72, 700, "附件1"), *grid([72, 200, 330], [600, 550, 500]), Text(76, 560, "指标")])


def test_paper_is_the_same_as_at_home() -> None:
    assert read_apart(NOTICE, name="桌面/通知.doc") == paper_of(NOTICE, name="通知.doc")


def test_refusal_is_the_same_as_at_home() -> None:
    with pytest.raises(Unreadable) as caught:
        read_apart(b"", name="通知.pdf")
    assert str(caught.value) == "“通知.pdf”没有读入：文件是空的（0字节）。请重新取得后再试。"


def bomb() -> bytes:
    """A page whose drawing is a thousand times as long once it is unpacked."""
    packing, piece = zlib.compressobj(1), b"0 0 m " * 200_000
    once = b"".join([packing.compress(piece) for _ in range(400)]) + packing.flush()
    drawing = zlib.compress(once, 9)
    page = pdf([Text(72, 700, "x")])
    at = page.index(b"<</Length")
    end = page.index(b"endobj", at)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream\n" % (len(drawing), drawing)
    return page[:at] + stream + page[end:]


def test_bomb_ends_with_its_process() -> None:
    with pytest.raises(Unreadable, match=r"“通知\.pdf”没有读入：(内容异常|读它要占用过多内存|读了)"):
        read_apart(bomb(), name="通知.pdf", memory=600 << 20, seconds=20)


def test_reading_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Unreadable, match=r"读了0\.01秒还没有读完。请只留通知正文和附表"):
        read_apart(NOTICE, name="通知.pdf", seconds=0.01)
