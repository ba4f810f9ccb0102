"""Word documents written by hand, part by part."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tests.containers import packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
KINDS = ("numbering", "styles", "footnotes", "endnotes", "comments", "header", "footer")


def letter(body: str, **parts: str) -> bytes:
    """`parts`: the inside of numbering, styles, footnotes, header …; each is referred to by its own name."""
    roots = {"header": "hdr", "footer": "ftr"}
    written = {
        f"word/{kind}.xml": f"<w:{roots.get(kind, kind)} {NAMES}>{inside}</w:{roots.get(kind, kind)}>"
        for kind, inside in parts.items()
    }
    links = "".join(f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    return package(f"<w:document {NAMES}><w:body>{body}</w:body></w:document>", links, written)


def package(document: str, links: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    main = f'<Relationship Id="m" Type="{R}/officeDocument" Target="word/document.xml"/>'
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{LINKS}">{main}</Relationships>',
            "word/document.xml": document,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{LINKS}">{links}</Relationships>',
            **(parts or {}),
        }
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*runs: str, numbered: tuple[int, int] | None = None, style: str = "", mark: str = "") -> str:
    """`runs` that are no XML are written as text. `numbered`: list and depth."""
    number = ""
    if numbered is not None:
        number = f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{named}{number}{mark}</w:pPr>{inside}</w:p>"


def field(instruction: str, result: str) -> str:
    """As Word writes one: where it begins, what it is told, what came of it."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    told = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return f"{marks['begin']}{told}{marks['separate']}{run(result)}{marks['end']}"


def style(code: str, name: str, *, inside: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/>{inside}</w:style>'


def cell(text: str, *, columns: int = 1, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    lines = "".join(par(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{lines}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counted}</w:lvl>'


def numbering(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'
    )
