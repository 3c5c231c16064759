"""The sheet Cover: what is decided, the headline figures, what is on which sheet, how to use it."""

from __future__ import annotations

from bizcase import __version__
from bizcase.report.tables.conventions import conventions
from bizcase.report.workbook.book import Content, Formula, Link, Sheet
from bizcase.report.workbook.dates import as_of
from bizcase.report.workbook.plan import Plan
from bizcase.report.workbook.sheets.log import fingerprint_area
from bizcase.report.workbook.tiles import put_tiles
from bizcase.study.verdict import verdict

COVER = "Cover"
LEFT, RIGHT = 1, 12
TILES = 6
_PLACES = ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12))
CONTENTS = (
    ("Inputs", "Assumptions that are one number: every case, range, source and owner. Edit here."),
    ("Series", "Assumptions by year or date. Edit here."),
    (
        "Adjustments",
        "What finance adds to a line by hand, with reason and owner. Edit here.",
    ),
    ("Calc", "The calculation: one row, one formula, from adoption to free cash flow."),
    ("Annual", "The statements by fiscal year."),
    ("Outputs", "Measures, charts, and all cases side by side."),
    ("Sensitivity", "Each uncertain assumption alone at its low and high value."),
    ("ChartData", "What the charts draw."),
    ("Returns", "How NPV, IRR and payback come about."),
    ("Checks", "Two ways to each number; all must agree."),
    ("Log", "What was compared when this file was written; changes since then."),
    ("Scenario", "The scenario file behind this workbook, word for word."),
)
_KEY = (
    ("input/money", 1234.0, "An assumption: change it"),
    ("follow/money", 1234.0, "Follows the base case until you type over it"),
    ("formula/money", 1234.0, "A formula"),
    ("cross/money", 1234.0, "A formula that reads another sheet"),
    ("live/money", 1234.0, "The value in use"),
    ("static/money", 1234.0, "From the engine: does not follow edits"),
)
_USE = (
    "Change yellow cells only; choose a case on the sheet Inputs. Everything else follows.",
    "To change a month of a line, write the amount on the sheet Adjustments, not over a formula.",
    "Hand the file back: `bizcase verify` lists the edits, `bizcase import` brings them home.",
)


def cover_sheet(plan: Plan) -> Sheet:
    """Lays out the cover."""
    sheet = Sheet(COVER)
    model, run = plan.model, plan.run
    band: tuple[tuple[int, Content, str, float], ...] = (
        (1, "Business case", "band_small", 24),
        (2, model.name, "band", 38),
        (3, Formula(f'"Case in use: "&{plan.case_cell.text}'), "band_text", 18),
        (4, f"As of {as_of(model).isoformat()} in {model.currency}", "band_text", 22),
    )
    for row, content, style, height in band:
        sheet.put(row, LEFT, content, style)
        sheet.put_row(row, LEFT + 1, [None] * (RIGHT - LEFT), style)
        sheet.heights[row] = height
    put_tiles(sheet, plan, TILES, _PLACES)
    row = TILES + 3
    row = _paragraph(
        sheet, row, f"When written, case {run.case}: {verdict(run).sentence}", "text_wrap"
    )
    row = _paragraph(sheet, row, f"Conventions: {conventions(run)}.", "note_wrap")
    row = _contents(sheet, row + 1)
    row = _colours(sheet, row + 1)
    _section(sheet, row + 1, "How to use it")
    row += 2
    for sentence in _USE:
        row = _paragraph(sheet, row, sentence, "text")
    written = f"Written by bizcase {__version__} from {next(iter(plan.subject.files))}"
    sheet.put(row + 1, LEFT, written, "note")
    sheet.put(row + 2, LEFT, Formula(f'"Fingerprint "&{fingerprint_area(plan).text}'), "note")
    sheet.widths = dict.fromkeys(range(LEFT, RIGHT + 1), 10.5)
    sheet.print_columns, sheet.pages_tall = RIGHT, 1
    return sheet


def _paragraph(sheet: Sheet, row: int, text: str, style: str) -> int:
    """A text over the whole width; gives the next row."""
    sheet.put(row, LEFT, text, style)
    sheet.put_row(row, LEFT + 1, [None] * (RIGHT - LEFT), style)
    sheet.merged.append(sheet.area(row, LEFT, row, RIGHT))
    sheet.heights[row] = 14.5 * (1 + len(text) // 122)
    return row + 1


def _section(sheet: Sheet, row: int, text: str) -> None:
    sheet.put(row, LEFT, text, "section")
    sheet.put_row(row, LEFT + 1, [None] * (RIGHT - LEFT), "section")


def _contents(sheet: Sheet, row: int) -> int:
    _section(sheet, row, "Contents")
    for title, words in CONTENTS:
        row += 1
        sheet.put(row, LEFT, title, "link")
        sheet.put(row, LEFT + 2, words, "text")
        sheet.links.append(Link(row, LEFT, f"{title}!A1"))
    return row + 1


def _colours(sheet: Sheet, row: int) -> int:
    _section(sheet, row, "Colours")
    for style, number, words in _KEY:
        row += 1
        sheet.put(row, LEFT, number, style)
        sheet.put(row, LEFT + 2, words, "text")
    return row + 1
