"""What may be typed into a cell, with the messages that Excel shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from bizcase.report.workbook import contents
from bizcase.report.workbook.book import Validation

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

Comparison: TypeAlias = Literal["between", "lessThanOrEqual", "greaterThanOrEqual"]

FIRST_DAY = date(1901, 1, 1)
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # Excel: characters; a longer one breaks the file


def validation(rule: Validation, cells: str) -> DataValidation:
    """The rule for cells (`D5:G5`): a choice from a list, or a number or day within bounds."""
    from openpyxl.worksheet.datavalidation import DataValidation

    made = DataValidation(type=rule.kind, allow_blank=True, sqref=cells)
    if rule.kind == "list":
        made.formula1 = rule.source
    else:
        made.operator, made.formula1, made.formula2 = _bounds(rule)
    made.showErrorMessage = True
    made.errorTitle, made.error = "Not possible here", _cut(refusal(rule), LONGEST_MESSAGE)
    if rule.title or rule.message:
        made.showInputMessage = True
        made.promptTitle = _cut(rule.title, LONGEST_TITLE) or None
        made.prompt = _cut(rule.message, LONGEST_MESSAGE) or None
    return made


def _bounds(rule: Validation) -> tuple[Comparison, str, str | None]:
    """The comparison and what is compared with."""
    if rule.least is not None and rule.greatest is not None:
        return "between", contents.number(rule.least), contents.number(rule.greatest)
    if rule.greatest is not None:
        return "lessThanOrEqual", contents.number(rule.greatest), None
    if rule.least is not None:
        return "greaterThanOrEqual", contents.number(rule.least), None
    # Any number, but no text.
    least = "-1E+300" if rule.kind == "decimal" else contents.number(contents.serial(FIRST_DAY))
    return "greaterThanOrEqual", least, None


def refusal(rule: Validation) -> str:
    """What Excel answers to a wrong entry."""
    if rule.kind == "list":
        return "Please choose one of the list."
    thing = "number" if rule.kind == "decimal" else "date"
    least, greatest = _shown(rule, rule.least), _shown(rule, rule.greatest)
    if least and greatest:
        return f"Please enter a {thing} from {least} to {greatest}."
    if greatest:
        return f"Please enter a {thing} up to {greatest}."
    if least:
        return f"Please enter a {thing} from {least} on."
    return f"Please enter a {thing}."


def _shown(rule: Validation, bound: float | None) -> str:
    """A bound as people write it."""
    if bound is None:
        return ""
    if rule.kind == "date":
        return (contents.EPOCH + timedelta(days=bound)).isoformat()
    return f"{bound:,.10g}"


def _cut(value: str, longest: int) -> str:
    """A message in the length that Excel allows."""
    clean = contents.text(value)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"
