"""Days as a reader's language writes them."""

from datetime import date

from states.sessions import Language


def say_day(day: date, language: Language) -> str:
    if language is Language.CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B %Y}"
