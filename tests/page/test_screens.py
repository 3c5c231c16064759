"""On a desk, on a phone, by keyboard and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bizcase.units.money import figure, money
from tests.chromium import ChromiumMissingError, chromium
from tests.page.conftest import SCENARIOS, PageOf
from tests.page.opened import DESK, PHONE, opened

THERMOSTAT = next(path for path in SCENARIOS if path.stem == "thermostat")
ROBOTS = next(path for path in SCENARIOS if path.stem == "warehouse_robots")
A4 = (595, 842)  # points


def bottom(tab: Page, selector: str) -> float:
    box = tab.locator(selector).first.bounding_box()
    assert box
    return float(box["y"] + box["height"])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_screen_says_what_to_do_and_nothing_sticks_out(
    browser: Browser, page_of: PageOf, tmp_path: Path, size: tuple[int, int]
) -> None:
    with opened(browser, page_of(THERMOSTAT), tmp_path, size) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") == size[0]
        assert bottom(tab, ".recommendation") <= size[1]
        if size == DESK:
            assert bottom(tab, ".tiles") <= size[1]
        # What is wider than the screen scrolls by itself, and a keyboard reaches it.
        assert tab.evaluate(
            "[...document.querySelectorAll('.scrolls')].every(e => e.tabIndex === 0)"
        )
        for slider in tab.locator("input[type=range]").all():
            box = slider.bounding_box()
            assert box is not None
            assert box["width"] >= 200
            assert box["x"] + box["width"] <= size[0]


def test_all_controls_have_names_and_can_be_reached_by_keyboard(
    browser: Browser, page_of: PageOf, tmp_path: Path
) -> None:
    with opened(browser, page_of(THERMOSTAT), tmp_path) as tab:
        tab.locator("#case").focus()
        reached = []
        for _ in range(len(tab.locator("input[type=range]").all())):
            tab.keyboard.press("Tab")
            reached.append(tab.evaluate("document.activeElement.labels?.[0]?.textContent"))
        assert all(reached)
        assert len(set(reached)) == len(reached)


def test_numbers_are_written_as_the_tables_write_them(
    browser: Browser, page_of: PageOf, tmp_path: Path
) -> None:
    numbers = [0.0, 1.0, -1.0, 12.34, -850_700.0, 949.6, 999_960.0, 99_949.0, 4.77e6, -1.23e9,
               0.04, 0.00123, 165.0, 3.99, 1_250.0, 450_000.0, 1.75e6, 9_999.96, 1.2e8]  # fmt: skip
    with opened(browser, page_of(THERMOSTAT), tmp_path) as tab:
        shown = tab.evaluate("numbers => numbers.map(n => measureText.npv(n, 'EUR'))", numbers)
        figures = tab.evaluate("numbers => numbers.map(n => figure(n, 6))", numbers)
        values = tab.locator("output[data-value]").all_inner_texts()
    assert shown == [money(number, "EUR") for number in numbers]
    assert figures == [figure(number, 6) for number in numbers]
    assert {"450k", "3%/year", "EUR 165", "90%", "2027-07", "EUR 3.99/month"} <= set(values)


def test_without_a_browser_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ChromiumMissingError, match="apt-get install chromium"), chromium():
        pass


def test_paper(browser: Browser, page_of: PageOf, tmp_path: Path) -> None:
    with opened(browser, page_of(ROBOTS), tmp_path) as tab:
        tab.emulate_media(media="print")
        assert not tab.locator("#panel").is_visible()
        assert not tab.locator("nav").is_visible()
        printed = tmp_path / "page.pdf"
        tab.pdf(path=printed, prefer_css_page_size=True, print_background=True)
    facts = subprocess.run(["pdfinfo", printed], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", facts)
    assert size is not None
    assert (round(float(size[1])), round(float(size[2]))) == A4
    text = subprocess.run(
        ["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert 5 <= len(pages) <= 15
    assert "Go ahead with Warehouse robots." in pages[0]
    assert all(re.search(rf"{n} ?/ ?{len(pages)}\s*$", page) for n, page in enumerate(pages, 1))
    statement = [page for page in pages if "By fiscal year" in page]
    assert len(statement) == 1
    assert "Free cash flow" in statement[0]  # a table is not cut
