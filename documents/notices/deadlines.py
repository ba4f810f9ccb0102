"""Deadlines in a text, each read by the phrases that schemes use, or kept with the reason why it cannot be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from config.deadlines import DeadlineRule
from config.phrases.doubting import PhraseRefused
from config.phrases.phrase import read_phrase
from documents.notices.passages import Passage, Told
from documents.notices.units import ends_as_unit

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_HOUR = r"(?:（[^（）]{1,6}）)?(?:上午|下午|晚上|中午)?(?:\d{1,2}(?::\d{2}|[点时](?:\d{1,2}分|半|整)?))?(?:下班)?"
_BEFORE = r"(?:（[^（）]{1,6}）)?(?:之前|以前|前|为止|止|截止|以内|之内|内)"
_YEAR = r"(?:(?:\d{4}|(?:20)?[Xx×*]{2,4})年|次年|翌年|当年|今年|明年)?"
_DAY = r"(?:\d{1,2}[日号]|底|末|上旬|中旬|下旬)"
_MONTHS = r"\d{1,2}(?:[—\-～~至、，]\d{1,2}){0,6}月"
_EACH = r"(?:每(?:个)?(?:月|季度?|半年|年|周|旬)|次月|当月|下月|各月|本月|季度?|年)"
_FORMS = (
    rf"{_YEAR}\d{{1,2}}月{_DAY}{_HOUR}{_BEFORE}",
    rf"{_YEAR}(?:年底|年末|上半年|第?[一二三四]季度|\d{{1,2}}月)(?:底|末)?{_BEFORE}",
    rf"{_EACH}(?:底|末|终了)?(?:后|的)?{_DAY}{_HOUR}{_BEFORE}",
    rf"{_EACH}?(?:底|末|终了)?(?:后|的)?(?:最后{_N}?|倒数第{_N}|第{_N}|前{_N}|{_N})个工作日{_HOUR}{_BEFORE}",
    rf"(?:每(?:个)?月|月|每季度?|季|年|每半年)(?:底|末|终了){_HOUR}{_BEFORE}",
    rf"(?:{_MONTHS}[^，。；]{{0,6}})?提前{_N}(?:个)?(?:工作日|自然日|天|日)",
    rf"[^，。；、：\s]{{0,14}}(?:(?<!最)后|之日起|起)(?:的)?{_N}个?(?:工作日|自然日|日|天|小时|月|周){_BEFORE}",
    r"[^，。；、：\s]{0,14}第一时间|限期[\u4e00-\u9fff]{2}",
    # How often; but 每季度进展情况于季末… says until when, and those words come first.
    r"(?:一月一|一季一|一周一|一年一|按月|按季度?|每月|每季度?|每半年|每年)"
    r"(?![\u4e00-\u9fff、]{0,12}[于在](?:每|当|次|下|本|各)?[月季年\d])[\u4e00-\u9fff、]{2,8}",
    rf"(?:全年|每年|每月|每季度?|每半年)[^，。；]{{0,24}}?(?:至少|不少于){_N}次",
    rf"超过[^，。；\d]{{0,8}}?{_N}个?(?:小时|月|工作日|天|日)",
    rf"(?:截止|截至|最迟)[^，。；]{{0,8}}?{_YEAR}\d{{1,2}}月{_DAY}{_HOUR}",
)
_SPAN_OF_MONTHS = re.compile(r"(\d{1,2})(?:[—\-～~至](\d{1,2}))?")
_ANY = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_RANGE = re.compile(r"\d{1,2}[—\-～~至]\d{1,2}(?:[、，]\d{1,2}(?:[—\-～~至]\d{1,2})?){0,6}月(?![\d底末])")
_SHORTEST = 3
_HANDING = r"(?:报送|上报|填报|提供|报告|提交|送达|报(?=[县市省区州]))"
_HANDED = re.compile(rf"[^，。；]{{0,12}}?{_HANDING}")
_AFTER = re.compile(
    rf"(?:[^，。；将]{{0,4}}将(?P<taken>[^，。；]{{2,40}}?)(?:电子版|纸质版)?{_HANDING})"
    rf"|(?:[^，。；]{{0,10}}?{_HANDING}(?!电子版|纸质版|办公室|邮箱|各位)(?P<given>[\u4e00-\u9fff“”]{{4,30}})(?=[，。；（]|$))"
)
_BEFORE_IT = re.compile(
    r"(?:^|[，。；：、])(?:\d{1,2}[.、] ?(?=\d))?(?P<led>[^。；：]{4,38}?)(?:应当?|须|请|要)?(?:于|在)?$"
)
_STEP_BEFORE = re.compile(r"(?:后|时|单位|部门)$")
_REST = re.compile(r"[^，。；！（）\n]{0,40}")
_LEADING = re.compile(r"^(?:[^\d]{0,10}(?:应当?|须|请|要)(?:在|于)|于|在|至)")
_HIDDEN_YEAR = re.compile(r"^(?:20)?[Xx×*]{2,4}年")
_DUE = re.compile(rf"{_BEFORE}$|提前|第一时间|限期|至少|不少于|超过|截止|截至|最迟")


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """`words` say when; `what` is the sentence around them, `months` the months and `matter` the papers it speaks of.

    `rule` is None where the words are not certain: see `why`, and `readings` for what they could mean.
    """

    words: Told[str]
    what: Told[str]
    rule: DeadlineRule | None
    phrase: str
    why: str = ""
    readings: tuple[str, ...] = ()
    hides_year: bool = False
    months: Told[str] | None = None
    matter: Told[str] | None = None

    @property
    def is_recurring(self) -> bool:
        """一月一汇总, 每季度通报: how often, not until when."""
        return self.rule is None and not _DUE.search(self.words.value)

    @property
    def is_limit(self) -> bool:
        """超过六个月: a length of time that a clause speaks of, nothing that is due."""
        return self.rule is None and self.words.value.startswith("超过")


def months_said(words: str) -> Iterator[int]:
    """6—8，10—12月"""
    for first, last in _SPAN_OF_MONTHS.findall(words):
        yield from (month for month in range(int(first), int(last or first) + 1) if month <= 12)


def deadlines_in(passage: Passage) -> Iterator[FoundDeadline]:
    before: FoundDeadline | None = None
    for found in _ANY.finditer(passage.text):
        start = found.start() + (led.end() if (led := _LEADING.match(found[0])) else 0)
        words = passage.part(start, found.end())
        if len(words.text) < _SHORTEST:
            continue
        before = _read(passage, words, (start, found.end()), before)
        yield before


def _read(passage: Passage, words: Passage, at: tuple[int, int], before: FoundDeadline | None) -> FoundDeadline:
    hidden = _HIDDEN_YEAR.match(words.text)
    plain = words.text[hidden.end() :] if hidden else words.text
    rest = _REST.match(passage.text, at[1])
    said = [plain + (rest[0] if rest else ""), plain]
    if before is not None and before.rule is not None and "提前" in plain:
        said.append(f"{before.phrase}；{plain}")
    what, months = _sentence(passage, *at)
    read = FoundDeadline(
        words.told(words.text),
        what,
        None,
        plain,
        hides_year=hidden is not None,
        months=months,
        matter=_matter(passage, *at),
    )
    why, readings = "", tuple[str, ...]()
    rules: dict[str, DeadlineRule] = {}
    for phrase in said:
        try:
            rules[phrase] = read_phrase(phrase)
        except PhraseRefused as refused:
            why, readings = refused.reason, _readings(refused)
    if not rules:
        return replace(read, why=why, readings=readings)
    phrase, rule = next(iter(rules.items()))
    return replace(read, rule=rule, phrase=plain if rules.get(plain) == rule else phrase)


def _readings(refused: PhraseRefused) -> tuple[str, ...]:
    """The nearest readings, where they are near: those that begin with the same words."""
    return tuple(each.phrase for each in refused.closest if each.phrase[:2] == refused.phrase[:2])


def _matter(passage: Passage, start: int, end: int) -> Told[str] | None:
    """前将××报送, 前报送××, ××于…前报送: what is handed in, in the words of the sentence."""
    after = _AFTER.match(passage.text, end)
    name = next((name for name in ("taken", "given") if after and after[name]), "")
    if after and not ends_as_unit(after[name]):
        return passage.found(after, name)
    before = _BEFORE_IT.search(passage.text, max(0, start - 40), start)
    is_said = before is not None and not _STEP_BEFORE.search(before["led"]) and _HANDED.match(passage.text, end)
    return passage.found(before, "led") if before and is_said else None


_STOPS = "。；\n"


def _sentence(passage: Passage, start: int, end: int) -> tuple[Told[str], Told[str] | None]:
    """The sentence, and the months that it speaks of: 1—5月, 6—8，10—12月."""
    begin = max(passage.text.rfind(stop, max(0, start - 120), start) + 1 for stop in _STOPS)
    after = min(
        (at for stop in _STOPS if (at := passage.text.find(stop, end, end + 120)) >= 0),
        default=min(end + 120, len(passage.text)),
    )
    sentence = passage.part(max(begin, start - 120), after)
    months = _RANGE.search(sentence.text)
    return sentence.told(sentence.text), sentence.found(months) if months else None
