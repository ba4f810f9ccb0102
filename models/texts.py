"""What is asked of a text in a statement, where the databases have no word in common for it."""

from typing import Any

from sqlalchemy import ColumnElement, Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class Before(GenericFunction[str]):
    """A text up to where a mark first stands in it; all of it where there is none."""

    name = "text_before"
    type = Text()
    inherit_cache = True

    def __init__(self, text: ColumnElement[str], mark: str) -> None:
        super().__init__(text, literal(mark))


@compiles(Before, "sqlite")
def _sqlite(element: Before, compiler: Any, **options: Any) -> str:
    text, mark = (compiler.process(each, **options) for each in element.clauses)
    return f"substr({text}, 1, coalesce(nullif(instr({text}, {mark}), 0) - 1, length({text})))"


@compiles(Before, "postgresql")
def _postgresql(element: Before, compiler: Any, **options: Any) -> str:
    text, mark = (compiler.process(each, **options) for each in element.clauses)
    return f"split_part({text}, {mark}, 1)"
