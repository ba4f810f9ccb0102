"""What stands in a file but not in the notice: pictures, addresses, tags, pinyin, words of download sites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.notices.passages import Span
from documents.notices.spelling import letter_of, simplified

_MARKUP = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\)"  # a picture
    r"|<?https?://[^\s<>）)]{1,500}>?"
    r"|</?[A-Za-z][^<>\n]{0,200}>"
    r"|\*\*|[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]"
)
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜń"
_SYLLABLE = re.compile(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiouüvāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3}(?:ng|n|r)?|ń)")
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])[(（]([a-zü{_TONED}]{{1,6}})[)）]")
_SITE = re.compile(
    r"^(?:下载本文档|版权说明：|文档简介$|温馨提示$|最新文档$|相关(?:文档|推荐|资源)$|评论$|提交评论$|收藏$|举报$|分享$|展开全文|\d+/\d+$)"
    r"|本站.{0,40}(?:资源|下载|用户)|(?:试下载|试读|预览)部分|如要下载|下载或阅读全文|上传用户所有|内容提供方"
    r"|^第\d+页[/／共]?.{0,6}$|^[-—]+ ?\d{1,3} ?[-—]+$"
)
_RELATED = re.compile(r"^(?:温馨提示|最新文档|相关(?:文档|推荐|资源))$")
_LISTED = re.compile(r"^[-•·*] ?\S")
_PREVIEW = re.compile(r"试下载|试读|预览部分|下载或阅读全文|阅读全文|展开全文")


@dataclass(frozen=True, slots=True)
class Noise:
    """What was left out, and whether it says that the notice goes on elsewhere."""

    spans: tuple[Span, ...]
    previews: tuple[Span, ...]


def noise_of(text: str) -> Noise:
    lines = list(_site_lines(text))
    spans = [*_markup(text), *(span for span, _ in lines)]
    return Noise(_merged(spans), tuple(span for span, is_preview in lines if is_preview))


def _markup(text: str) -> Iterator[Span]:
    yield from (found.span() for found in _MARKUP.finditer(text))
    for found in _PINYIN.finditer(text):
        if _SYLLABLE.fullmatch(found[1]):
            yield found.span()


def _site_lines(text: str) -> Iterator[tuple[Span, bool]]:
    """Lines of a download site: its own words, and the list of other files that it offers below its headings."""
    start, is_offering = 0, False
    for line in text.split("\n"):
        plain = "".join(simplified(letter_of(letter)) for letter in _PINYIN.sub("", line[:400])).strip()
        is_offering = bool(_RELATED.match(plain)) or (is_offering and (not plain or bool(_LISTED.match(plain))))
        if plain and (is_offering or _SITE.search(plain)):
            yield (start, start + len(line)), bool(_PREVIEW.search(plain))
        start += len(line) + 1


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
