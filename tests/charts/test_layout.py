"""Texts are broken, shortened, moved apart and put into one scale, whatever they are."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.report.charts.axes import span, thinned
from bizcase.report.charts.labels import spread
from bizcase.report.charts.words import MORE, name_in, plain, shortened, width, wrapped
from bizcase.units.money import alike

WORDS = st.text(st.sampled_from("abcdefg EUR-5.,"), max_size=120)
FINE = settings(max_examples=60, deadline=None)


@FINE
@given(st.lists(st.floats(-5, 15), max_size=12), st.floats(0.01, 0.8))
def test_labels_are_moved_apart(wanted: list[float], apart: float) -> None:
    found = spread(wanted, apart, 0.0, 10.0)
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    places = [found[n] for n in order]
    assert all(b - a >= apart - 1e-9 for a, b in itertools.pairwise(places))
    if apart * max(0, len(wanted) - 1) <= 10:
        assert all(-1e-9 <= place <= 10 + 1e-9 for place in places)


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([1.0, 5.0, 3.0], 1.0, 0.0, 10.0) == [1.0, 5.0, 3.0]


@FINE
@given(WORDS, st.floats(0.3, 6), st.booleans())
def test_no_line_is_wider_than_its_room(text: str, room: float, even: bool) -> None:
    lines = wrapped(text, room, 9.0, most=3, even=even)
    assert len(lines) <= 3
    assert all(width(line, 9.0) <= room + 1e-9 or line == MORE for line in lines)
    if MORE not in "".join(lines):
        assert " ".join(lines) == plain(text)


@FINE
@given(WORDS, st.floats(0.2, 4))
def test_a_shortened_text_fits_and_says_that_it_is_shortened(text: str, room: float) -> None:
    for short in (shortened(text, room, 9.0), name_in(room, text, 9.0)):
        assert width(short, 9.0) <= room or short == MORE
        assert MORE in short or short in (text, plain(text))


def test_two_lines_part_at_a_sign_where_one_may() -> None:
    assert wrapped("it is so; that is why it was never otherwise", 2.4, 9.0) == [
        "it is so;", "that is why it was never otherwise",
    ]  # fmt: skip
    assert (
        wrapped("is it so; " + "that is why it was never otherwise" * 2, 3.0, 9.0)[0] != "is it so;"
    )


def test_a_name_keeps_both_ends() -> None:
    found = name_in(1.0, "a very long name of something else: price", 9.0)
    assert found.startswith("a ")
    assert found.endswith("price")


def test_an_amount_stays_with_its_currency() -> None:
    for room in (0.9, 1.2, 1.5, 2.0, 2.5):
        lines = wrapped("from EUR 1.9M to EUR 8.5M or more", room, 9.0, most=9)
        assert not any(line.endswith("EUR") for line in lines)


@FINE
@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=8))
def test_limits_hold_all_values_and_zero(values: list[float]) -> None:
    low, high = span(values)
    assert low <= min([*values, 0.0])
    assert high >= max([*values, 0.0])
    assert low < high


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.0, 500e3, 1e6], ["0", "0.5M", "1.0M"]),
        ([-2e3, 0.0, 2e3], ["-2k", "0", "2k"]),
        ([0.0, 0.25, 0.5], ["0", "0.25", "0.50"]),
        ([0.0, 5e9, 10e9], ["0", "5bn", "10bn"]),
        ([], []),
    ],
)
def test_numbers_of_an_axis_have_one_scale(values: list[float], texts: list[str]) -> None:
    assert alike(values) == texts


def test_names_of_years_have_room_or_are_left_out() -> None:
    names = [str(year) for year in range(2027, 2057)]
    shown = thinned(names, [float(n) for n in range(30)], 0.2)
    kept = [n for n, name in enumerate(shown) if name]
    assert kept[0] == 0
    gaps = {b - a for a, b in itertools.pairwise(kept)}
    assert len(gaps) == 1
    assert gaps.pop() * 0.2 >= width("2027", 8.5)
    assert thinned(["2027"], [0.5], 3.0) == ["2027"]
    assert thinned(["2027", "2028", "2029"], [0.04, 0.58, 1.58], 0.6)[0] == ""
