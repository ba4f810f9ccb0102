"""Scripts without what is only text in them: enough of a reader to see which syntax they are written in."""

import re

# A slash begins a regular expression where a value may stand, and divides elsewhere.
PIECE = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"
    r"|(?P<pattern>(?:(?<=[(,=:\[!&|?{};+\n>])|(?<=return)|(?<=typeof)|(?<=case))\s*/(?![*/])"
    r"(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*)",
    re.DOTALL,
)


def code_of(script: str) -> str:
    """The script with each text and pattern as an empty one, and each comment as a blank."""
    return PIECE.sub(lambda found: " " if found["comment"] else '""', script)
