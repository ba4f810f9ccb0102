"""Drawing SVG: every text escaped, colours as attributes and never as styles, which the content policy forbids."""

from collections.abc import Iterable

from markupsafe import Markup, escape

FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif"


def svg(
    width: float, height: float, parts: Iterable[Markup], *, label: str, kind: str = "", role: str = "img"
) -> Markup:
    """A drawing that grows with its place. As an image its label stands for all of it; one with links is a group."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" class="{}" role="{}" aria-label="{}" '
        'font-family="{}">{}</svg>'
    ).format(f"{width:g}", f"{height:g}", kind, role, label, FONTS, Markup().join(parts))


def mark(tag: str, inner: Markup | str = "", **attributes: float | str | None) -> Markup:
    """One element. `text_anchor` is the attribute text-anchor; what is None is left out."""
    told = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _number(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Markup("<{tag}{told}>{inner}</{tag}>").format(tag=tag, told=told, inner=escape(inner))


def _number(value: float | str | None) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(x: float, y: float, words: str, *, size: float = 12, fill: str = "#1f2933", anchor: str | None = None,
         bold: bool = False) -> Markup:  # fmt: skip
    return mark(
        "text", words, x=float(x), y=float(y), font_size=float(size), fill=fill, text_anchor=anchor,
        font_weight="600" if bold else None,
    )  # fmt: skip


def rect(x: float, y: float, width: float, height: float, *, fill: str = "none", stroke: str | None = None,
         radius: float | None = None, dashed: bool = False) -> Markup:  # fmt: skip
    return mark(
        "rect", x=float(x), y=float(y), width=float(width), height=float(height), fill=fill, stroke=stroke, rx=radius,
        stroke_dasharray="3 2" if dashed else None,
    )  # fmt: skip


def line(points: Iterable[tuple[float, float]], *, stroke: str, width: float = 1.5, dashed: bool = False) -> Markup:
    told = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    return mark(
        "polyline", points=told, fill="none", stroke=stroke, stroke_width=width,
        stroke_dasharray="5 4" if dashed else None,
    )  # fmt: skip


def dot(x: float, y: float, *, fill: str, stroke: str, radius: float = 4.5) -> Markup:
    return mark("circle", cx=float(x), cy=float(y), r=radius, fill=fill, stroke=stroke, stroke_width=2)


def link(href: str, inner: Iterable[Markup], *, label: str) -> Markup:
    return mark("a", Markup().join(inner), href=href, aria_label=label)


def titled(words: str) -> Markup:
    """What a pointer that rests here is told."""
    return mark("title", words)
