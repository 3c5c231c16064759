"""Files with marks, line ends, cases and files below them are changed, saved and refused."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.formula.nodes import Number, walk
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.scenario.rewriting.rewrite import Change, rewritten, save

SMALL = """\ufeffbizcase: 1\r
name: Small   # a comment\r
currency: EUR\r
timeline: {start: 2027-01, step: year, length: 4 years}\r
discounting: {rate: 10%/year}\r
tax: none\r
products:\r
  cup:\r
    units: 1_000/year\r
    price: 12\r
\r
    # what it costs to make\r
    unit_cost: {base: [5, 6, ...], source: 'quote'}\r
rows:\r
  fee: {formula: 2% * cup.revenue + 3, in: cost of sales}\r
cases:\r
  short:\r
    cup.price: 11\r
  nested: {products: {cup: {price: 10}}}\r
  end: {price: {base: 9, low: 8, high: 10}, note: by name"""


def small(folder: Path, text: str = SMALL + "}", file: str = "small.yaml") -> Path:
    path = folder / file
    path.write_bytes(text.encode())
    return path


def after(path: Path, *changes: Change) -> str:
    """The text of a file after it was changed and saved, with its mark and line ends."""
    texts = rewritten(path, changes)
    save(texts)
    assert list(texts) == [path]
    return path.read_bytes().decode()


def test_marks_and_line_ends_are_kept(tmp_path: Path) -> None:
    path = small(tmp_path)
    path.chmod(0o640)
    changes = (
        Change("products.cup.price", "base", 13.0),
        Change("products.cup.price", "low", 12.0),
        Change("products.cup.price", "high", 14.0),
        Change("products.cup.units", "base", 2e3, "short"),
        Change("products.cup.unit_cost", "source", "it's"),
    )
    found = after(path, *changes)
    expected = (SMALL + "}").replace("price: 12", "price: {base: 13, low: 12, high: 14}")
    expected = expected.replace("'quote'", "'it''s'")
    expected = expected.replace(
        "cup.price: 11", "cup.price: 11\r\n    products.cup.units: 2_000/year"
    )
    assert found == expected
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["small.yaml"]


@pytest.mark.parametrize(
    ("case", "old", "new", "gone"),
    [
        ("short", "cup.price: 11", "cup.price: 7", "  short:\r\n    {}"),
        ("nested", "{price: 10}", "{price: 7}", "  nested: {}"),
        ("end", "{base: 9,", "{base: 7,", "{low: 8, high: 10}"),
    ],
)
def test_a_case_may_spell_a_path_in_any_way(
    case: str, old: str, new: str, gone: str, tmp_path: Path
) -> None:
    path, text = small(tmp_path), SMALL + "}"
    ranged = (Change("products.cup.price", "low", 6.0, case),) if case == "end" else ()
    found = after(path, Change("products.cup.price", "base", 7.0, case), *ranged)
    assert found == text.replace(old, new).replace("low: 8", "low: 6" if ranged else "low: 8")
    path.write_bytes(text.encode())
    assert gone in after(path, Change("products.cup.price", "base", None, case))


def test_the_last_override_of_a_case_makes_room_for_another(tmp_path: Path) -> None:
    path = small(tmp_path)
    gone = Change("products.cup.price", "base", None, "short")
    found = after(path, gone, Change("products.cup.units", "base", 900.0, "short"))
    assert "  short:\r\n    products.cup.units: 900/year\r\n  nested" in found


def test_a_value_is_changed_in_the_file_in_which_it_stands(tmp_path: Path) -> None:
    base = small(tmp_path)
    top = small(
        tmp_path, "bizcase: 1\nextends: small.yaml\nproducts: {cup: {price: 15}}\n", "top.yaml"
    )
    changes = [
        Change("products.cup.price", "base", 16.0),
        Change("products.cup.units", "base", 5.0),
    ]
    texts = rewritten(top, changes)
    assert list(texts) == [top, base]
    assert texts[top].endswith("{price: 16}}\n")
    assert "price: 12\r" in texts[base]
    assert "units: 5/year" in texts[base]
    save(texts)
    assert load_model(top).value("products.cup.units") == 5


def test_a_number_in_a_formula_is_changed_at_its_place(tmp_path: Path) -> None:
    path = small(tmp_path)
    row = load_model(path).rows["fee"]
    spans = [n.span for n in walk(row.formula) if isinstance(n, Number) and n.span]
    share = next(span for span in spans if span.text == "2%")
    found = after(path, Change("rows.fee", "base", 0.025, span=share))
    assert found == (SMALL + "}").replace("2%", "2.5%")
    with pytest.raises(ProblemsFoundError, match="does not stand in the scenario as it was"):
        rewritten(path, [Change("rows.fee", "base", 0.03, span=share)])


ADJUSTED = "bizcase: 1\nextends: small.yaml\nadjustments: {revenue: {2028: -5, reason: x}}\n"
LINE = "adjustments.revenue"


def test_adjustments_come_change_and_go(tmp_path: Path) -> None:
    small(tmp_path)
    path = small(tmp_path, ADJUSTED.split("adj")[0], "top.yaml")
    first = [Change(LINE, "2028", -5.0), Change(LINE, "reason", "x")]
    assert after(path, *first) == ADJUSTED
    more = [
        Change(LINE, "2028", -6.0),
        Change(LINE, "opening", 2_000.0),
        Change(LINE, "reason", None),
        Change("adjustments.tax", "year 3", 1.0),
    ]
    changed = after(path, *more)
    assert "{revenue: {2028: -6, opening: 2_000}, tax: {year 3: 1}}" in changed
    less = after(path, Change(LINE, "year 2", None), Change("adjustments.tax", "2029", None))
    assert "adjustments: {revenue: {opening: 2_000}}\n" in less
    assert after(path, Change(LINE, "opening", None)) == ADJUSTED.split("adj")[0]


REFUSED: list[tuple[Change, str]] = [
    (Change("products.cup.nothing", "base", 1.0), "unknown-path"),
    (Change("products.cup.price", "base", 1.0, "best"), "unknown-case"),
    (Change("products.cup.price", "median", 1.0), "unknown-key"),
    (Change("products.cup.price", "base", None), "missing-key"),
    (Change("products.cup.price", "low", 1.0), "missing-key"),
    (Change("products.cup.price", "base", "much"), "wrong-shape"),
    (Change("products.cup.price", "note", 3.0), "wrong-shape"),
    (Change("products.cup.price", "note", "\0"), "not-text"),
    (Change("products.cup.price", "base", float("nan")), "not-a-number"),
    (Change("products.cup.price", "base", -1.0), "out-of-bounds"),
    (Change("products.cup.price", "note", None), "unknown-path"),
    (Change("products.cup.price", "low", None, "short"), "unknown-path"),
    (Change("products.cup.price", "values.1", 1.0), "wrong-shape"),
    (Change("products.cup.unit_cost", "base", 1.0), "wrong-shape"),
    (Change("products.cup.unit_cost", "low", 1.0), "wrong-shape"),
    (Change("products.cup.unit_cost", "values.9", 1.0), "unknown-path"),
    (Change("products.cup.unit_cost", "values.1", None), "missing-key"),
    (Change("products.cup.units", "base", None, "short"), "unknown-path"),
    (Change("products.tin.price", "base", 8.0), "wrong-shape"),
    (Change("products.pot.price", "base", 8.0), "wrong-shape"),
    (Change("products.pot.units", "values.1", 8.0), "csv-problem"),
    (Change("adjustments.revenue", "soon", 8.0), "not-a-date"),
    (Change("adjustments.revenue", "2028", 8.0, "short"), "structure-in-case"),
]  # fmt: skip
MORE = """bizcase: 1
extends: small.yaml
products:
  tin: {units: 5/year, price: &p 7, unit_cost: *p}
  pot: {units: {csv: pots.csv, column: pots}, price: = 2 * cup.unit_cost, unit_cost: 1}
"""


@pytest.mark.parametrize(("change", "code"), REFUSED, ids=lambda p: p if isinstance(p, str) else "")
def test_what_cannot_be_written_is_said(change: Change, code: str, tmp_path: Path) -> None:
    small(tmp_path, SMALL.replace("{price: {base: 9", "{cup.price: {base: 9") + "}")
    path = small(tmp_path, MORE, "top.yaml")
    (tmp_path / "pots.csv").write_text("pots\n1\n2\n3\n4\n")
    with pytest.raises(ProblemsFoundError) as found:
        rewritten(path, [change])
    assert code in {problem.code for problem in found.value.problems}
    assert all(problem.help for problem in found.value.problems)


def test_two_wishes_for_one_text_are_refused(tmp_path: Path) -> None:
    path = small(tmp_path)
    wishes = [Change("products.cup.price", "base", value) for value in (13.0, 14.0)]
    with pytest.raises(ProblemsFoundError):
        rewritten(path, wishes)


def test_no_file_is_saved_if_one_cannot_be(tmp_path: Path) -> None:
    path = small(tmp_path)
    with pytest.raises(ProblemsFoundError, match="cannot be written"):
        save({path: "new", tmp_path / "nowhere" / "b.yaml": "new"})
    assert path.read_bytes().decode() == SMALL + "}"
    assert [file.name for file in tmp_path.iterdir()] == ["small.yaml"]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ue000"), min_size=1))
def test_any_note_is_read_back(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = small(Path(folder))
        places = ("products.cup.price", "products.cup.unit_cost")
        texts = rewritten(path, [Change(place, "source", text) for place in places])
        model = load_model(path, texts={file.resolve(): new for file, new in texts.items()})
    assert {model.inputs[place].origin.source for place in places} == {text}
