"""A picture of machines beside each other, as SVG: the main way downwards, what leads aside to its right.

Drawn from the rules alone. The main way is the shortest one from the beginning to the farthest end; every other state
stands beside the states that it is reached from and leads back to.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from statistics import fmean
from typing import Any

from states.rules import Definition, Rule, State

UNDRAWN = frozenset({"recall", "withdraw"})  # possible nearly everywhere
# Ways that cut the main one short; a picture of all of them would show none.
SHORT_CUTS = UNDRAWN | {"waive", "submit_nil", "skip", "complete"}

WIDE, NARROW, HIGH = 132, 104, 36
PITCH, GAP, LANE = 64, 44, 324
LEFT, TOP, MARGIN = 16, 56, 10
STYLE = (
    "text{font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;fill:#1f2933}"
    ".t{font-size:16px;font-weight:600}.s{font-size:13px}.o{font-size:10.5px;fill:#5b6774}.v{font-size:11px;fill:#3e4c59}"
    ".m{fill:#eaf2fb;stroke:#2b6cb0}.a{fill:#fff8e6;stroke:#b7791f}.e{fill:#e6f6ec;stroke:#2f855a;stroke-width:2}"
    ".w{stroke:#2b6cb0;fill:none;stroke-width:1.5}.b{stroke:#b7791f;fill:none;stroke-dasharray:4 3}"
)


@dataclass(frozen=True, slots=True)
class Box:
    state: State
    x: float
    y: float
    width: int

    @property
    def middle(self) -> float:
        return self.y + HIGH / 2


@dataclass(frozen=True, slots=True)
class Lit:
    """Where one thing stands: its present state, and what is said below each state that it has been in.

    `say` puts the words of a drawing into the reader's language.
    """

    now: str
    been: Mapping[str, str]
    says_now: str = "现在"
    say: Callable[[str], str] = str

    def look(self, code: str) -> str:
        return " now" if code == self.now else " been" if code in self.been else ""

    def note(self, code: str) -> str:
        when = self.been.get(code, "")
        mark = self.says_now if code == self.now else "✓" if code in self.been else ""
        return f"{mark} {when}".strip()


UNLIT = Lit("", {})


@dataclass(frozen=True, slots=True)
class Lane:
    """One machine laid out. `name`, where the page says what it is, sets the arrow heads of several drawings apart."""

    title: str
    definition: Definition[Any]
    main: tuple[Box, ...]
    aside: tuple[Box, ...]
    lit: Lit = UNLIT
    name: str = ""


def picture(machines: Mapping[str, Definition[Any]]) -> str:
    """The whole SVG, ending in a newline."""
    lanes = [_lane(title, each, LEFT + place * LANE) for place, (title, each) in enumerate(machines.items())]
    height = max(box.y for lane in lanes for box in (*lane.main, *lane.aside)) + HIGH + 20
    width = LEFT + LANE * len(lanes)
    names = "、".join(machines)
    size = f'viewBox="0 0 {width} {height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(names)}">',
        f"<title>{escape(names)}</title><style>{STYLE}</style>",
        *(_marker(name, colour) for name, colour in (("w", "#2b6cb0"), ("b", "#b7791f"))),
        f'<rect width="{width}" height="{height:g}" fill="#fff"/>',
        *(line for lane in lanes for line in _drawn(lane)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def lit_picture(title: str, definition: Definition[Any], lit: Lit, *, name: str) -> str:
    """One machine with the present state of a thing lit. The page brings the style; a drawing may not bring its own."""
    lane = replace(_lane(title, definition, LEFT), lit=lit, name=name)
    boxes = (*lane.main, *lane.aside)
    width = max(box.x + box.width for box in boxes) + LEFT
    height = max(box.y for box in boxes) + HIGH - TOP + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {TOP - MARGIN} {width:g} {height:g}" class="standing" '
        f'role="img" aria-label="{escape(title)}">',
        *(_marker(f"{name}-{kind}", colour) for kind, colour in (("w", "#2b6cb0"), ("b", "#b7791f"))),
        *_drawn(lane),
        "</svg>",
    ]
    return "\n".join(parts)


def main_way(definition: Definition[Any]) -> tuple[str, ...]:
    """The shortest way to the final state that lies farthest from the beginning."""
    ways: dict[str, tuple[str, ...]] = {definition.initial: (definition.initial,)}
    frontier = [definition.initial]
    while frontier:
        reached = []
        for rule in definition.rules:
            if rule.source in frontier and rule.dest not in ways and rule.verb not in SHORT_CUTS:
                ways[rule.dest] = (*ways[rule.source], rule.dest)
                reached.append(rule.dest)
        frontier = reached
    return max((ways[state.code] for state in definition.states if state.final and state.code in ways), key=len)


def _lane(title: str, definition: Definition[Any], x: float) -> Lane:
    states = {state.code: state for state in definition.states}
    main = tuple(Box(states[code], x, TOP + place * PITCH, WIDE) for place, code in enumerate(main_way(definition)))
    heights = {box.state.code: box.y for box in main}
    touched = {end for rule in definition.rules if rule.verb not in UNDRAWN for end in (rule.source, rule.dest)}
    others = [state for state in definition.states if state.code in touched - heights.keys()]
    wanted = sorted((_height(state.code, definition, heights), state.code) for state in others)
    return Lane(title, definition, main, tuple(_spread(wanted, states, x + WIDE + GAP)))


def _height(code: str, definition: Definition[Any], heights: Mapping[str, float]) -> float:
    """Beside the middle of everything that it is reached from or leads to."""
    ends = [rule.dest if rule.source == code else rule.source for rule in definition.rules if _touches(rule, code)]
    near = [heights[end] for end in dict.fromkeys(ends) if end in heights]
    return fmean(near) if near else TOP


def _touches(rule: Rule[Any], code: str) -> bool:
    return rule.verb not in UNDRAWN and code in (rule.source, rule.dest)


def _spread(wanted: Sequence[tuple[float, str]], states: Mapping[str, State], x: float) -> Iterable[Box]:
    """As near as possible to where they want to be, and none upon another."""
    lowest = float(TOP)
    for y, code in wanted:
        lowest = max(y, lowest)
        yield Box(states[code], x, lowest, NARROW)
        lowest += HIGH + 10


def _drawn(lane: Lane) -> Iterable[str]:
    if not lane.name:
        yield f'<text class="t" x="{lane.main[0].x:g}" y="34">{escape(lane.title)}</text>'
    for upper, lower in pairwise(lane.main):
        yield from _downward(lane, upper, lower)
    for aside in lane.aside:
        yield from _sideward(lane, aside)
    for box in (*lane.main, *lane.aside):
        look = "e" if box.state.final else "m" if box in lane.main else "a"
        yield from _box(box, look + lane.lit.look(box.state.code), lane.lit)


def _downward(lane: Lane, upper: Box, lower: Box) -> Iterable[str]:
    x = upper.x + WIDE / 2
    gone = " been" if lane.lit.look(upper.state.code) and lane.lit.look(lower.state.code) else ""
    head = _head("w", lane)
    yield f'<path class="w{gone}" d="M{x:g} {upper.y + HIGH:g}V{lower.y - 5:g}" marker-end="{head}"/>'
    labels = [
        rule.label
        for rule in lane.definition.rules
        if (rule.source, rule.dest) == (upper.state.code, lower.state.code) and rule.verb not in SHORT_CUTS
    ]
    yield f'<text class="v" x="{x + 7:g}" y="{upper.y + HIGH + 18:g}">{escape(lane.lit.say(labels[0]))}</text>'


def _sideward(lane: Lane, aside: Box) -> Iterable[str]:
    """One dashed curve to every state of the main way that it comes from or goes back to."""
    for box in lane.main:
        out, back = (_leads(lane, *ends) for ends in ((box, aside), (aside, box)))
        if not out and not back:
            continue
        x, to = box.x + WIDE, aside.x
        head = _head("b", lane)
        heads = (f' marker-end="{head}"' if out else "") + (f' marker-start="{head}"' if back else "")
        bend = (x + to) / 2
        curve = (
            f"M{x + 5:g} {box.middle:g}C{bend:g} {box.middle:g} {bend:g} {aside.middle:g} {to - 5:g} {aside.middle:g}"
        )
        yield f'<path class="b" d="{curve}"{heads}/>'


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    bend = (x + to_x) / 2
    return f"M{x:g} {y:g}C{bend:g} {y:g} {bend:g} {to_y:g} {to_x:g} {to_y:g}"


def _leads(lane: Lane, source: Box, dest: Box) -> bool:
    ends = (source.state.code, dest.state.code)
    return any(
        (rule.source, rule.dest) == ends and rule.verb not in {"recall", "withdraw"} for rule in lane.definition.rules
    )


def _box(box: Box, look: str, lit: Lit) -> Iterable[str]:
    yield f'<rect class="{look}" x="{box.x:g}" y="{box.y:g}" width="{box.width}" height="{HIGH}" rx="6"/>'
    x, owed = box.x + box.width / 2, box.state.awaits
    below = lit.note(box.state.code) or (lit.say(f"应办：{owed.kind.label}") if owed else "")
    yield _text("s", x, box.y + (16 if below else 22), lit.say(box.state.label))
    if below:
        yield _text("o", x, box.y + 30, below)


def _text(look: str, x: float, y: float, words: str) -> str:
    return f'<text class="{look}" x="{x:g}" y="{y:g}" text-anchor="middle">{escape(words)}</text>'


def _head(kind: str, lane: Lane) -> str:
    return f"url(#{lane.name}-{kind})" if lane.name else f"url(#{kind})"


def _marker(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
    )
