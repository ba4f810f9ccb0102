"""`{report:int}` in the path of a page: a number that can be a key; a longer one names nothing, so no page is there."""

from starlette.convertors import Convertor


class Key(Convertor[int]):
    """Up to eighteen digits: every such number fits a key of the database."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)
