"""Commas that mean one thing to the reader and another to YAML, and what to write instead.

Inside `[]` and `{}` a comma ends a value: `{price: 1,250}` has the keys `price` and `250`,
`[1,000, 2,000]` four items, and `{formula: min(a, b)}` ends at `min(a`.
"""

from __future__ import annotations

import re

from bizcase.problems import Problem, Span
from bizcase.text.nodes import Node, Scalar

SEPARATORS = "thousands are separated by `_`, decimals by `.`"
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(?!\d)(?!,)")
_DOTTED = re.compile(r"-?[1-9]\d{0,2}(?:\.000)+(?![\d.])")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+(?:,\d+)+(?:\.\d+)?)(?![\d,.])")
_LONGEST_LIST = 8


def comma_in(text: str) -> bool:
    """Whether a text begins with a number that has a comma in it."""
    return _NUMBER.match(text) is not None


def dots_for_thousands(text: str, span: Span) -> Problem | None:
    """The problem of a number such as 120.000, which here is 120 and elsewhere 120 thousand."""
    match = _DOTTED.match(text)
    if match is None:
        return None
    whole, thousands = match[0].split(".")[0], match[0].replace(".", "_")
    return Problem(
        "comma-in-number", f"`{match[0]}` is {whole} here, thousands elsewhere", span,
        f"write {whole} or {thousands}; {SEPARATORS}",
    )  # fmt: skip


def without_commas(text: str) -> str:
    """The text with its number as it should be written: `1,250` as `1_250`, `1,5` as `1.5`."""
    match = _NUMBER.match(text)
    if not match:
        return text
    number = match[0]
    if _GROUPED.search(number) and not number.startswith(("0,", "-0,")):
        mended = number.replace(",", "_")
    else:
        mended = number.replace(".", "_").replace(",", ".")
    return mended + text[match.end() :]


def comma_in_number(text: str, span: Span) -> Problem:
    """The problem of a number with a comma."""
    return Problem(
        "comma-in-number", f"a comma in a number: `{text}`", span,
        f"write {without_commas(text)}; {SEPARATORS}",
    )  # fmt: skip


def cut_value(key: str, value: Node | None, rest: list[Span]) -> tuple[Problem, dict[str, str]]:
    """The problem of a value in `{}` that a comma cut, and the key with the value that was meant.

    `rest` are the pieces behind the value.
    """
    first = rest[0].text
    if isinstance(value, Scalar) and not value.quoted:
        whole = value.span.cover(rest[-1])
        joined = " ".join(whole.text.split())
        if first[:1].isdigit() and comma_in(joined):
            return comma_in_number(joined, whole), {key: without_commas(joined)}
        if value.text.count("(") > value.text.count(")"):
            return _cut_formula(f"{key}: ", joined, whole), {key: joined}
        if ":" not in first and not value.text[:1].isdigit():
            message = f"`{first}` stands alone: inside {{}} a comma ends a value"
            remedy = f'put a text with a comma in quotes: {key}: "{joined}"'
            return Problem("comma-in-braces", message, rest[0], remedy), {key: joined}
    if ":" in first:
        name, _, after = first.partition(":")
        remedy = f"write `{name}: {after}`"
        return Problem("yaml-syntax", "a colon needs a space behind it", rest[0], remedy), {
            name: after
        }
    remedy = f"write `{first}: ...`, or take it away"
    return Problem("comma-in-braces", f"`{first}` has no value", rest[0], remedy), {}


def commas_in_list(items: list[Node], span: Span) -> tuple[list[Problem], list[Node]]:
    """The problems of a list in `[]` whose values were cut by commas, and the list as meant."""
    joined = _joined(items)
    if joined is None:
        return [], items
    values = [without_commas(text) for text in joined]
    more = ", ..." if len(values) > _LONGEST_LIST else ""
    problem = Problem(
        "comma-in-number",
        f"a comma inside a number: YAML reads {len(items)} values here",
        span,
        f"write [{', '.join(values[:_LONGEST_LIST])}{more}]; {SEPARATORS}",
    )
    return [problem], [Scalar(value, span) for value in values]


def _cut_formula(key: str, formula: str, span: Span) -> Problem:
    return Problem(
        "comma-in-braces", "inside {} and [] a comma ends a value: the formula is cut in pieces",
        span, f'put it in quotes: {key}"{formula}"',
    )  # fmt: skip


def _joined(items: list[Node]) -> list[str] | None:
    """The numbers of a list that was written with commas inside them; None if it was not.

    A comma without a space counts as one inside a number where other commas of the list have a
    space, or where the digits behind it begin with 0: `[100,200]` may well be two values.
    """
    texts: list[str] = []
    spaced = suspicious = False
    ends_in_digit, end = False, 0
    for item in items:
        if not isinstance(item, Scalar) or item.quoted:
            return None
        between = item.span.source.text[end : item.span.start] if texts else ", "
        if between == "," and ends_in_digit and item.text[:1].isdigit():
            texts[-1] += f",{item.text}"
            suspicious = suspicious or re.match(r"0\d", item.text) is not None
        else:
            spaced = spaced or bool(texts)
            texts.append(item.text)
        ends_in_digit, end = item.text[-1:].isdigit(), item.span.end
    if len(texts) == len(items):
        return None
    return texts if spaced or suspicious else None
