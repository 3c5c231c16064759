"""The sheet Cover: what is decided, the headline figures, what is on which sheet, how to use it."""

from __future__ import annotations

from dataclasses import replace

from bizcase import __version__
from bizcase.report.tables.conventions import conventions
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Highlight, Link, Sheet
from bizcase.report.workbook.formulas import rule
from bizcase.report.workbook.layout.annual_lines import totals
from bizcase.report.workbook.layout.dates import as_of
from bizcase.report.workbook.layout.places import SIMULATION
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import money_width
from bizcase.report.workbook.sheets.log import fingerprint_area
from bizcase.report.workbook.sheets.reasons import put_reason_in_use
from bizcase.report.workbook.sheets.tiles import put_tiles
from bizcase.study.verdict import verdict

COVER = "Cover"
LEFT, WORDS, SIDE, RIGHT = 1, 2, 9, 12
TILES = 6
_PLACES = ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12))
_NOW, _LIMIT, _MET = 5, 6, 7  # columns of the rule
_WIDTH = 13.0
_IN_A_LINE, _IN_A_NAME, _IN_HALF_A_LINE = 150, 62, 50  # characters
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
    (SIMULATION, "How sure the result was when this file was written; a flag tells if that holds."),
    ("ChartData", "What the charts draw."),
    ("Returns", "How NPV, IRR and payback come about."),
    ("Checks", "Two ways to each number; all must agree."),
    ("Log", "What was compared when this file was written; changes since then."),
    ("Scenario", "The scenario file behind this workbook, word for word."),
)
_KEY = (
    ("input/money", 1234.0, "An assumption: change it"),
    ("follow/money", 1234.0, "Follows the base case until typed over"),
    ("formula/money", 1234.0, "A formula"),
    ("cross/money", 1234.0, "A formula that reads another sheet"),
    ("live/money", 1234.0, "The value in use"),
    ("static/money", 1234.0, "From the engine: does not follow edits"),
)
_USE = (
    "Change yellow cells only, and choose a case on the sheet Inputs. Everything else follows.",
    "To change a month of a line, write the amount on the sheet Adjustments, not over a formula.",
    "Hand the file back: `bizcase verify` lists the edits, `bizcase import` brings them home.",
)


def cover_sheet(plan: Plan) -> Sheet:
    """Lays out the cover."""
    sheet = Sheet(COVER)
    _band(sheet, plan)
    put_tiles(sheet, plan, TILES, _PLACES)
    put_reason_in_use(sheet, plan, TILES + 2, RIGHT)
    row = _rule(sheet, plan, TILES + 3)
    run = plan.run
    said = f"When written, case {run.case}: {verdict(run).sentence}"
    row = _paragraph(sheet, row, said, "text_wrap")
    row = _paragraph(sheet, row, f"Conventions: {conventions(run)}.", "note_wrap")
    top = row + 1
    row = _contents(sheet, plan, top)
    _use(sheet, _colours(sheet, top) + 1)
    written = f"Written by bizcase {__version__} from {next(iter(plan.subject.files))}"
    sheet.put(row + 1, LEFT, written, "note")
    sheet.put(row + 2, LEFT, Formula(f'"Fingerprint "&{fingerprint_area(plan).text}'), "note")
    sheet.widths = dict.fromkeys(range(LEFT, RIGHT + 1), _WIDTH)
    wide = money_width(totals(plan), replace(plan.model, show_in=""), _WIDTH)
    sheet.widths |= {_NOW: wide, _LIMIT: wide}
    sheet.print_columns, sheet.pages_tall = RIGHT, 1
    return sheet


def _band(sheet: Sheet, plan: Plan) -> None:
    """What this is about, the case in use, and what day and money it stands for."""
    model = plan.model
    known = model.as_of or model.timeline.start
    day = f"As of {as_of(model).isoformat()}, amounts" if known else "Amounts"
    band: tuple[tuple[Content, str, float], ...] = (
        ("Business case", "band_small", 24),
        (model.name, "band", 30 + 27 * (len(model.name) // _IN_A_NAME)),
        (Formula(f'"Case in use: "&{plan.case_cell.text}'), "band_text", 18),
        (f"{day} in {model.currency}", "band_text", 22),
    )
    for row, (content, style, height) in enumerate(band, 1):
        sheet.put(row, LEFT, content, style)
        sheet.put_row(row, LEFT + 1, [None] * (RIGHT - LEFT), style)
        sheet.heights[row] = height
    sheet.merged.append(sheet.area(2, LEFT, 2, RIGHT))


def _rule(sheet: Sheet, plan: Plan, row: int) -> int:
    """Whether the case in use is accepted: every condition with its limit; gives the next row."""
    found = rule.conditions(plan)
    first, last = row + 1, row + len(found)
    sheet.put(row, LEFT, "Rule of acceptance, live", "header")
    sheet.put_row(row, WORDS, [None] * (_NOW - WORDS), "header")
    sheet.merged.append(sheet.area(row, LEFT, row, _NOW - 1))
    sheet.put_row(row, _NOW, ("Now", "Limit"), "header_right")
    statuses = sheet.area(first, _MET, last)
    column = f"${letters(_MET)}"  # both ends are written: some programs count in ranges alone
    text = rule.outcome(f"{column}${first}:{column}${last}")
    sheet.put(row, _MET, Formula(text), "flag")
    for line, condition in enumerate(found, first):
        look = condition.look(plan.subject.runs)
        sheet.put(line, LEFT, condition.words, "label")
        sheet.put_row(line, WORDS, [None] * (_NOW - WORDS), "label")
        now = Formula(plan.measure_cell(condition.measure).text)
        sheet.put(line, _NOW, now, f"cross/{look}")
        sheet.put(line, _LIMIT, condition.limit, f"fixed/{look}")
        limit = f"{letters(_LIMIT)}{line}"
        sheet.put(line, _MET, Formula(condition.status(plan, COVER, limit)), "status")
    flag, cell = f"{column}${row}", f"{column}{first}"
    sheet.highlights += [
        Highlight(sheet.area(row, _MET), f'{flag}="Fails"', "bad"),
        Highlight(sheet.area(row, _MET), f'{flag}="Cannot be judged"', "warning"),
        Highlight(statuses, f'{cell}="{rule.MET}"', "good"),
        Highlight(statuses, f'{cell}="{rule.NOT_MET}"', "bad"),
    ]
    return last + 2


def _paragraph(
    sheet: Sheet, row: int, text: str, style: str, first: int = LEFT, line: int = _IN_A_LINE
) -> int:
    """A text from a column to the right edge, as high as its lines; gives the next row."""
    sheet.put(row, first, text, style)
    sheet.put_row(row, first + 1, [None] * (RIGHT - first), style)
    rows = 1 + len(text) // line if first > LEFT else 1
    sheet.merged.append(sheet.area(row, first, row + rows - 1, RIGHT))
    for each in range(row + 1, row + rows):
        sheet.put_row(each, first, [None] * (RIGHT - first + 1), style)
    if first == LEFT:
        sheet.heights[row] = 14.5 * (1 + len(text) // line)
    return row + rows


def _section(sheet: Sheet, row: int, text: str, first: int, last: int) -> None:
    sheet.put(row, first, text, "section")
    sheet.put_row(row, first + 1, [None] * (last - first), "section")


def _contents(sheet: Sheet, plan: Plan, row: int) -> int:
    _section(sheet, row, "Contents", LEFT, SIDE - 2)
    for title, words in CONTENTS:
        if title == SIMULATION and not plan.simulation:
            continue
        row += 1
        sheet.put(row, LEFT, title, "link")
        sheet.put(row, WORDS, words, "text")
        sheet.links.append(Link(row, LEFT, f"{title}!A1"))
    return row + 1


def _colours(sheet: Sheet, row: int) -> int:
    _section(sheet, row, "Colours", SIDE, RIGHT)
    for style, number, words in _KEY:
        row += 1
        sheet.put(row, SIDE, number, style)
        sheet.put(row, SIDE + 1, f" {words}", "text")
    return row + 1


def _use(sheet: Sheet, row: int) -> None:
    """Beside the contents: rows keep their height, long sentences take two."""
    _section(sheet, row, "How to use it", SIDE, RIGHT)
    row += 1
    for sentence in _USE:
        row = _paragraph(sheet, row, sentence, "text_wrap", SIDE, _IN_HALF_A_LINE)
