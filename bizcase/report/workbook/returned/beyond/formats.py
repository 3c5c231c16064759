"""Number formats: one that shows a text in place of the number tells what nobody calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

from bizcase.report.workbook.book import Formula
from bizcase.report.workbook.file.package import STYLES, part_of
from bizcase.report.workbook.look.styles import number_format
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.finding import Finding

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')


def changed_formats(edited: Edited) -> Iterator[Finding]:
    """Formulas whose number is shown in another way than it was exported."""
    codes = _codes(part_of(edited.found.raw, STYLES))
    for place, cell in edited.original.items():
        now, written = edited.place(place), edited.cell(place)
        if not isinstance(cell.content, Formula) or now is None or written is None:
            continue
        if written.formula is None or written.style >= len(codes):
            continue
        old, new = number_format(cell.style), codes[written.style]
        if _plain(old) != _plain(new):
            yield Finding("format", f"the number format was `{old}` and is `{new}`", *now)


def _codes(styles: bytes | None) -> list[str]:
    """The number format of every style of cells; none where the part cannot be read."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    try:
        top = ElementTree.fromstring(styles or b"")
    except ElementTree.ParseError:
        return []
    known = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    known |= {e.get("numFmtId", ""): e.get("formatCode", "") for e in top.iterfind(".//{*}numFmt")}
    return [
        known.get(x.get("numFmtId", "0"), "") for xfs in top.iterfind(".//{*}cellXfs") for x in xfs
    ]


@lru_cache(maxsize=1000)
def _plain(code: str) -> str:
    """A format without the marks of what is literal, which programs write differently."""
    return _QUOTED.sub(lambda found: found[1] or found[2] or "", code).lower()
