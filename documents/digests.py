"""The digest of a morning: one message instead of many, composed of texts that were stored when they were decided.

It fills at most one screen of a phone (A06). What does not fit is counted, and stands in the in-house inbox.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.messages import Text, compose
from states.digests import Tally
from states.shortening import SCREEN, fitting

SHELVED = "另有{count}项，见站内信。"
ADDRESSED = re.compile(r"^呈[^：]*：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom it is for. A leader is reported to: nothing is 待办 or 逾期 to him (O10)."""

    name: str
    is_leader: bool = False


def digest(texts: Sequence[Text], *, counted: Tally, soonest: str, reader: Reader, office: str) -> Text:
    """Of the texts in the order in which they are to be read; a single one stays as it is.

    `soonest`: by when the first of what is asked has to be done; empty where nothing has a date to come.
    """
    if len(texts) == 1:
        return texts[0]
    lines = [ADDRESSED.sub("", text.line) if reader.is_leader else text.line for text in texts]
    shown = fitting([one or text.subject for one, text in zip(lines, texts, strict=True)], room=SCREEN)
    return compose(
        "digest_to_leader" if reader.is_leader else "digest",
        overrides={},
        office=office,
        reader=reader.name,
        count=len(texts),
        counts=say_counts(counted),
        soonest=f"，最近一项请于{soonest}办理" if soonest else "",
        list="".join(f"\n{place}. {one}" for place, one in enumerate(shown, start=1)),
        rest="\n" + SHELVED.format(count=len(texts) - len(shown)) if len(shown) < len(texts) else "",
    )


def say_counts(counted: Tally) -> str:
    """今日待办3项：逾期1项、今日到期1项；告知2项"""
    ripe = [
        f"{what}{number}项" for what, number in (("逾期", counted.overdue), ("今日到期", counted.due_today)) if number
    ]
    asked = [f"待办{counted.asked}项" + (f"：{'、'.join(ripe)}" if ripe else "")] if counted.asked else []
    told = [f"告知{counted.told}项"] if counted.told else []
    return "今日" + "；".join([*asked, *told])
