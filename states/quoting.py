"""Quotation within a quotation: “关于‘城镇新增就业’的预警提示单”. What is quoted may hold quotes of its own."""

OUTER, INNER = "“”", "‘’"


def quoted_within(text: str) -> str:
    """The text with ‘…’ for what is quoted inside “…”; a line whose quotes do not close stays as it is."""
    if text.count(OUTER[0]) < 2:
        return text
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    found, depth = [], 0
    for mark in line:
        if mark == OUTER[0]:
            depth += 1
            found.append(_pair(depth)[0])
        elif mark == OUTER[1]:
            if depth == 0:
                return line
            found.append(_pair(depth)[1])
            depth -= 1
        else:
            found.append(mark)
    return line if depth else "".join(found)


def _pair(depth: int) -> str:
    """The marks take turns."""
    return OUTER if depth % 2 else INNER
