"""Tables of a report as HTML: headings say what they are the headings of."""

from __future__ import annotations

from bizcase.report.page.html import Html, element, joined, paragraphs
from bizcase.report.tables.table import Line, Table

# Columns from which on a table has a page of its own on paper, across, and smaller letters.
_WIDTHS = ((19, " across crowded"), (10, " across"), (0, ""))


def table_of(table: Table, said: str = "", look: str = "figures") -> Html:
    """A table with its notes below it; `said` is what it shows where it has no title.

    It scrolls by itself where the screen is narrow.
    """
    title = table.title or said
    corner = element("th", table.corner, scope="col")
    heads = [element("th", _in_lines(text), scope="col") for text in table.headings]
    body = [_line(line, len(table.headings)) for line in table.lines]
    whole = element(
        "table",
        element("caption", title) if title else Html(),
        element("thead", element("tr", corner, *heads)),
        element("tbody", *body),
        class_=look,
    )
    wide = next(look for least, look in _WIDTHS if len(table.headings) >= least)
    scrolls = element(
        "div", whole, class_="scrolls", tabindex="0", role="region", aria_label=title or "Table"
    )
    return element("div", scrolls, paragraphs(table.notes, "note"), class_=f"table{wide}")


def facts_of(table: Table) -> Html:
    """A table of labels, each with a value and a remark."""
    rows = [
        element(
            "tr",
            element("th", line.label, scope="row"),
            *(element("td", cell) for cell in line.cells),
            class_="total" if line.style == "total" else False,
        )
        for line in table.lines
    ]
    title = [element("caption", table.title)] if table.title else []
    whole = element("table", *title, element("tbody", *rows), class_="facts")
    return element("div", whole, paragraphs(table.notes, "note"), class_="table")


def _line(line: Line, columns: int) -> Html:
    if line.style == "gap":
        empty = element("td", colspan=str(columns + 1))
        return element("tr", empty, class_="gap", aria_hidden="true")
    cells = [element("td", cell) for cell in line.cells]
    return element(
        "tr",
        element("th", line.label, scope="row"),
        *cells,
        class_=line.style if line.style != "plain" else False,
    )


def _in_lines(text: str) -> Html:
    """A heading, its lines below one another."""
    first, *others = text.split("\n")
    return joined([first, *(part for other in others for part in (element("br"), other))])
