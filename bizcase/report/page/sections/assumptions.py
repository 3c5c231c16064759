"""The assumption book: every value with its range, its source, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.engine.model import FACTOR, Input, Model, Series
from bizcase.engine.number_text import number_text
from bizcase.report.names import said
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined
from bizcase.report.page.moments import moment
from bizcase.report.tables.assumption import range_text
from bizcase.report.workbook.layout.sections import Section, input_sections
from bizcase.study.evidence import is_evidence
from bizcase.study.value_text import value_text

HEADINGS = ("Assumption", "Value", "Range", "Source", "Owner", "Note")
_MOST = 6  # values of a series that are shown


def write(findings: Findings) -> Html:
    """One table, the assumptions under the titles of their parts."""
    model = findings.model
    body = [
        element(
            "tbody",
            element("tr", element("th", section.title, colspan="6", scope="rowgroup")),
            *(_line(findings, path, section) for path in section.members),
        )
        for section in input_sections(model, series=True)
    ]
    heads = element("tr", *(element("th", text, scope="col") for text in HEADINGS))
    caption = element("caption", f"All {len(model.inputs)} assumptions, case {model.case}")
    table = element("table", caption, element("thead", heads), *body, class_="book")
    return element(
        "div", table, class_="scrolls", tabindex="0", role="region", aria_label="Assumption book"
    )


def _line(findings: Findings, path: str, section: Section) -> Html:
    given, model = findings.model.inputs[path], findings.model
    origin = given.origin
    source = (
        origin.source
        if is_evidence(origin.source)
        else element("span", origin.source or "none given", class_="missing")
    )
    name = element("th", said(path, section.prefix), scope="row", title=path)
    values = joined((_value(given, model), *_in_cases(findings, path)))
    cells = (values, _range(given, model), source, origin.owner, origin.note)
    return element("tr", name, *(element("td", cell) for cell in cells))


def _range(given: Input, model: Model) -> str:
    several = isinstance(given.value, Series)
    varied = model.inputs.get(given.path + FACTOR) if several else given
    return range_text(varied, model) if varied else ""


def _value(given: Input, model: Model) -> str:
    """The value in its own unit; of a series its values, each with the time from which it holds."""
    series = given.value
    if not isinstance(series, Series):
        return value_text(given, series, model)
    texts = [number_text(given, value, model.currency) for value in series.values]
    if series.dates:
        dated = zip(series.dates, texts, strict=True)
        texts = [f"{moment(date, model.timeline)}: {text}" for date, text in dated]
    if len(texts) > _MOST:
        texts = [*texts[: _MOST - 1], f"… {texts[-1]} ({len(texts)} values)"]
    return ", ".join(texts)


def _in_cases(findings: Findings, path: str) -> Iterator[Html]:
    """The value in each other case that changes it."""
    own = findings.model.inputs[path].value
    for run in findings.runs:
        given = run.model.inputs[path]
        if run.case != findings.model.case and given.value != own:
            yield element("div", f"{run.case}: {_value(given, run.model)}", class_="case")
