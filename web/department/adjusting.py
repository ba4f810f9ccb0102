"""目标调整: only the targets for which something new was written are asked for."""

from dataclasses import replace

from web.kernel.pages import Posted


def told(posted: Posted, assignment: int) -> Posted:
    """The application as the act wants it; a target left as it is says nothing."""
    values = dict(posted.inputs)
    kept = [
        (name, value)
        for name, value in posted.inputs
        if not name.startswith("targets.") or _is_asked(name.rpartition(".")[0], values)
    ]
    return replace(posted, inputs=(*kept, ("assignment", str(assignment))))


def _is_asked(place: str, values: dict[str, str]) -> bool:
    return bool(values.get(f"{place}.value", "").strip() or values.get(f"{place}.text", "").strip())
