"""How a validator says what is wrong: one Chinese sentence, and where inside the value it is."""

from collections.abc import Sequence

from pydantic_core import PydanticCustomError

CUSTOM = "kaohe"


def fault(sentence: str, *, at: Sequence[str | int] = (), suggestion: str = "") -> PydanticCustomError:
    """An error for a validator to raise. `at` leads from the validated value to the guilty part of it."""
    # The sentence travels in the context: pydantic would read braces in a template as placeholders.
    return PydanticCustomError(CUSTOM, "{sentence}", {"sentence": sentence, "at": tuple(at), "suggestion": suggestion})
