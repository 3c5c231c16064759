"""Settings of a workbook that make other numbers of the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from bizcase.report.workbook.file.package import WORKBOOK, part_of
from bizcase.report.workbook.returned.finding import Finding

# The element, its attribute, the values that are not as exported, and what they do.
_SETTINGS = (
    (
        "calcPr", "fullPrecision", ("0", "false"),
        "it is calculated with numbers as they are displayed: turn off 'Set precision as "
        "displayed' in the options of Excel",
    ),
    (
        "workbookPr", "date1904", ("1", "true"),
        "its days are counted from 1904, so that every date is four years later: turn off 'Use "
        "1904 date system' in the options of Excel",
    ),
)  # fmt: skip


def changed_settings(raw: bytes) -> Iterator[Finding]:
    """Settings that nobody may change without a word."""
    top = ElementTree.fromstring(part_of(raw, WORKBOOK) or b"<none/>")
    for element, attribute, values, said in _SETTINGS:
        for found in top.iterfind(f".//{{*}}{element}"):
            if found.get(attribute) in values:
                yield Finding("setting", said)


def days_from_1904(raw: bytes) -> bool:
    """Whether the numbers of days in a workbook mean other days than everywhere else."""
    return any("1904" in one.message for one in changed_settings(raw))
