"""Codes with a Chinese label: files, logs and the database keep the code, persons read the label."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A base for closed sets: `CODE = "code", "中文"`. A member is its code."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
