"""What openpyxl writes, cured part by part; `package` says why each cure is needed."""

from __future__ import annotations

import re
from xml.etree import ElementTree

OPENING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# The schema's order of the parts of a font.
FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip

_DECLARATION = re.compile(r"^<\?xml[^>]*\?>\s*")
# An empty element is `<c></c>` where openpyxl has lxml, and `<c/>` where it has not.
_INLINE = re.compile(
    r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"'
    r"(?:/>|>(?:<is><t(?: [^>]*)?>([^<]*)</t></is>)?</c>)"
)
_BLANK = re.compile(r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="n"(?:/>|></c>)')
_MERGED = re.compile(r"(<mergeCells[^>]*>)(.*?)(</mergeCells>)")
_MERGE = re.compile(r"<mergeCell ref=\"([A-Z]+)(\d+)[^>]*>(?:</mergeCell>)?")
_FONT = re.compile(r"<font>(.*?)</font>")
_LEAF = re.compile(r"<(\w+)(?: [^>]*?)?(?:/>|></\1>)")
_COLOUR = re.compile(r'(rgb=")00(?=[0-9A-Fa-f]{6}")')
_PALETTE = re.compile(r"<colors><indexedColors>.*?</indexedColors></colors>")
_EMPTY_RUN = re.compile(r"<a:r><a:t(?:/>|></a:t>)</a:r>")
_CREATED = re.compile(r"<dcterms:created[^>]*>([^<]*)")
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")


# The part with the shared strings, as the list of parts and the workbook's links name it.
_STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd'
    '.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_STRINGS_LINK = (
    '<Relationship Id="strings" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org'
    '/officeDocument/2006/relationships/sharedStrings"/>'
)


class Strings:
    """The texts of a workbook, each kept once."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}  # escaped text -> its number
        self.uses = 0

    def number(self, escaped: str) -> int:
        """The number of a text."""
        self.uses += 1
        return self.places.setdefault(escaped, len(self.places))

    def part(self) -> str:
        """The part of the file that holds the texts."""
        items = "".join(f"<si>{_text(escaped)}</si>" for escaped in self.places)
        counts = f'count="{self.uses}" uniqueCount="{len(self.places)}"'
        return f'<sst xmlns="{MAIN}" {counts}>{items}</sst>'


def _text(escaped: str) -> str:
    """A text with its blanks kept."""
    kept = escaped != escaped.strip() or "\n" in escaped
    return f'<t xml:space="preserve">{escaped}</t>' if kept else f"<t>{escaped}</t>"


def read_strings(part: str) -> list[str]:
    """The texts in the order of their numbers, unescaped."""
    return [item[0].text or "" for item in ElementTree.fromstring(part)]


def declared(part: str) -> str:
    """A part with the opening line that Excel writes, and empty elements without a blank."""
    # Texts and attributes have `&gt;`, so that this is always the end of a tag.
    return OPENING + _DECLARATION.sub("", part, count=1).replace(" />", "/>")


def cured_sheet(page: str, strings: Strings, selected: bool) -> str:
    """A sheet with shared strings, blanks without a type and formulas with an empty value."""

    def shared(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[1] + "/>"
        return f'{found[1]} t="s"><v>{strings.number(found[2])}</v></c>'

    page = _INLINE.sub(shared, page)
    page = _BLANK.sub(r"\1/>", page).replace("<v/>", "<v></v>")
    page = _MERGED.sub(_sorted_merges, page)
    if selected:
        page = page.replace("<sheetView ", '<sheetView tabSelected="1" ', 1)
    return page


def _sorted_merges(found: re.Match[str]) -> str:
    """The merged cells by row and column."""
    merges = sorted(_MERGE.finditer(found[2]), key=lambda one: (int(one[2]), len(one[1]), one[1]))
    return found[1] + "".join(merge[0] for merge in merges) + found[3]


def cured_styles(part: str) -> str:
    """The styles with fonts in the schema's order and opaque colours."""
    return _FONT.sub(_sorted_font, _COLOUR.sub(r"\1FF", _PALETTE.sub("", part)))


def _sorted_font(found: re.Match[str]) -> str:
    """A font with its parts in order."""
    leaves = sorted(_LEAF.finditer(found[1]), key=lambda leaf: FONT_ORDER.index(leaf[1]))
    return "<font>" + "".join(leaf[0] for leaf in leaves) + "</font>"


def cured_chart(part: str) -> str:
    """A chart without empty runs of text."""
    return _EMPTY_RUN.sub("", part)


def cured_properties(part: str) -> str:
    """The properties of the file, modified when it was created: openpyxl writes the clock."""
    created = _CREATED.search(part)
    return _MODIFIED.sub(rf"\g<1>{created[1]}", part) if created else part


def listed(types: str) -> str:
    """The list of parts, with the shared strings."""
    return types.replace("</Types>", _STRINGS_TYPE + "</Types>")


def linked(links: str) -> str:
    """The links of the workbook, with the shared strings."""
    return links.replace("</Relationships>", _STRINGS_LINK + "</Relationships>")
