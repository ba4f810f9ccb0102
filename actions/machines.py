"""Machines of published years. A definition is equal only to itself, so each is built once for a scheme's text."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, cast

from actions.published import Published
from states.engine import Machine, machine_of
from states.rules import Definition, F

_BUILT: OrderedDict[tuple[str, ...], Machine[Any]] = OrderedDict()
_KEPT = 256


def machine_for(published: Published, *name: str, build: Callable[[], Definition[F]]) -> Machine[F]:
    """The machine of this name under these rules; `build` writes its definition when nobody asked before."""
    wanted = (published.scheme_hash, *name)
    if wanted not in _BUILT:
        while len(_BUILT) >= _KEPT:
            _BUILT.popitem(last=False)
        _BUILT[wanted] = machine_of(build())
    return cast("Machine[F]", _BUILT[wanted])
