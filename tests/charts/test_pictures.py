"""Every chart of every shipped scenario: a sound file, texts apart, always the same bytes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from bizcase import __version__
from bizcase.problems import Problem
from bizcase.report.charts.chart import Picture
from bizcase.report.charts.draw import picture
from bizcase.report.charts.look import DPI, HEIGHT, WIDTH
from tests.charts.boxes import collisions, texts
from tests.charts.cases import OF_A_CASE, ROOT, SHIPPED, drawn, found, made, odd_found, run_of
from tests.charts.odd import ODD

NOT_DRAWN = {("warehouse_robots", "adoption"), ("warehouse_robots", "unit-economics")}
SVG = "{http://www.w3.org/2000/svg}"


@cache
def svg_of(chart: str) -> bytes:
    """A chart of the thermostat as a file."""
    return drawn("thermostat", chart).svg()


def joined(figure: Figure) -> str:
    """All texts of a figure as one line."""
    return " ".join(" ".join(text.split()) for text, _ in texts(figure))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_charts_of_a_shipped_scenario(name: str) -> None:
    for chart in OF_A_CASE:
        one = made(name, chart)
        assert isinstance(one, Problem) == ((name, chart) in NOT_DRAWN)
        if isinstance(one, Problem):
            assert one.help
            continue
        assert collisions(one.figure) == [], chart
        said = joined(one.figure)
        assert one.title in said
        run = run_of(name)
        assert f"{run.model.name} · case base" in said
        assert f"bizcase {__version__}" in said
        assert "flows at" in said
        assert not one.title.endswith(".")


@pytest.mark.parametrize("name", ODD)
def test_unusual_cases_are_drawn_or_refused(name: str) -> None:
    results, pictures = odd_found(name), 0
    for chart in OF_A_CASE:
        one = picture(chart, results)
        if isinstance(one, Picture):
            pictures += 1
            assert collisions(one.figure) == [], chart
            assert not {"nan", "inf"} & {word.lower() for word in one.title.split()}
    assert pictures >= (0 if name == "all zero" else 3)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_case_has_texts_on_each_other(name: str) -> None:
    for case in run_of(name).model.cases:
        if case == "base":
            continue  # is above
        run = run_of(name, case)
        for chart in ("cash", "waterfall", "revenue-and-costs"):
            one = picture(chart, {type(run): lambda run=run: run})
            assert isinstance(one, Picture)
            assert collisions(one.figure) == [], (case, chart)


def test_a_png_is_a_picture_of_the_right_size() -> None:
    image = Image.open(BytesIO(drawn("thermostat", "cash").png()))
    image.load()
    assert image.size == (WIDTH * DPI, HEIGHT * DPI)
    assert image.info["Software"] == f"bizcase {__version__}"
    assert "Creation Time" not in image.info


@pytest.mark.parametrize("chart", OF_A_CASE)
def test_an_svg_can_be_read_and_needs_no_font(chart: str) -> None:
    one = drawn("thermostat", chart)
    content = svg_of(chart).decode("utf-8")
    top = ElementTree.fromstring(content)
    assert top.tag == f"{SVG}svg"
    assert top.findtext(f"{SVG}title") == one.title
    assert list(top.iter(f"{SVG}text")) == []
    assert "<dc:date>" not in content
    for text in one.figure.findobj(Text):
        if text.get_text() and "\n" not in text.get_text() and text.get_visible():
            assert f"<!-- {text.get_text()} -->" in content


@pytest.mark.parametrize("chart", OF_A_CASE)
def test_the_same_case_gives_the_same_bytes(chart: str) -> None:
    one, other = drawn("thermostat", chart), picture(chart, found("thermostat"))
    assert isinstance(other, Picture)
    assert svg_of(chart) == other.svg()
    assert one.png() == other.png()


def test_another_process_gives_the_same_bytes_and_leaves_matplotlib_alone() -> None:
    code = (
        "import hashlib, sys; from bizcase.report.charts.registry import CHARTS;"
        "assert 'matplotlib' not in sys.modules;"
        "import matplotlib, bizcase; matplotlib.rcParams['font.size'] = 3.5;"
        "one = bizcase.draw(bizcase.load(sys.argv[1]).run(), 'cash');"
        "print(*(hashlib.sha256(b).hexdigest() for b in (one.png(), one.svg())));"
        "assert matplotlib.rcParams['font.size'] == 3.5;"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    path = str(ROOT / "scenarios" / "thermostat.yaml")
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    here = drawn("thermostat", "cash").png(), svg_of("cash")
    assert done.stdout.split() == [hashlib.sha256(content).hexdigest() for content in here]


def test_settings_of_the_user_change_nothing() -> None:
    import matplotlib

    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "text.usetex": True}):
        one = drawn("thermostat", "cash").svg()
    assert one == svg_of("cash")
