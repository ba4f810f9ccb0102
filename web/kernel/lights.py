"""Why a light is as it is: every clause is a text of its own, so that each language has its order."""

from decimal import Decimal

from states.lights import COLOURS, Explained
from states.pace import Light, is_low
from states.saying import say_number, say_percent
from states.sessions import Language
from web.kernel.days import say_day
from web.kernel.words import Words


def why(light: Explained, words: Words) -> str:
    """As `light.sentence` says it in Chinese."""
    if words.language is Language.CHINESE:
        return words.say(light.sentence)
    day = say_day(light.as_of, words.language)
    if light.figure is None or light.figure.actual is None:
        return " ".join((words("尚无数据。截至%(day)s。", day=day), _sentence(_expected(light, words))))
    hollow = "" if light.figure.is_verified else words("，尚未核验（空心）")
    seen = f"{_expected(light, words)}; {_compared(light, words)}: {words.say(COLOURS[light.light])}{hollow}"
    return " ".join((_done(light, words, day), _sentence(seen), _sentence(words.say(light.rule))))


def _done(light: Explained, words: Words, day: str) -> str:
    reading, aim = light.reading, light.aim
    said = {
        "day": day,
        "done": f"{say_number(reading.actual or Decimal(0))}{aim.unit}",
        "target": f"{say_number(aim.value)}{aim.unit}",
    }
    is_verified = light.figure is not None and light.figure.is_verified
    if reading.share is None or aim.unit == "%" or is_low(aim.comparator):
        if is_verified:
            return words("经核，截至%(day)s完成%(done)s（年度目标%(target)s）。", **said)
        return words("据单位上报，截至%(day)s完成%(done)s（年度目标%(target)s）。", **said)
    share = say_percent(reading.share)
    if is_verified:
        return words("经核，截至%(day)s完成%(done)s，占年度任务（%(target)s）的%(share)s。", **said, share=share)
    return words("据单位上报，截至%(day)s完成%(done)s，占年度任务（%(target)s）的%(share)s。", **said, share=share)


def _expected(light: Explained, words: Words) -> str:
    plan, due = words.say(light.plan), words.say(light.arithmetic)
    if is_low(light.aim.comparator):
        return words("%(plan)s，不得超过%(due)s", plan=plan, due=due)
    return words("%(plan)s，应完成%(due)s", plan=plan, due=due)


def _compared(light: Explained, words: Words) -> str:
    if light.light is Light.GREEN:
        return words("达到序时进度")
    gap = say_number(light.reading.gap)
    said = words("%(gap)s个百分点", gap=gap) if light.aim.unit == "%" else f"{gap}{light.aim.unit}"
    return words("超出%(gap)s", gap=said) if is_low(light.aim.comparator) else words("欠%(gap)s", gap=said)


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."
