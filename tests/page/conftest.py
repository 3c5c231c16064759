"""One Chromium for all tests of the page, and pages of scenarios, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bizcase.problems import Problem
from bizcase.report.charts.chart import NOTHING
from bizcase.report.page import figure
from bizcase.report.page.page import Page, report_page
from tests.chromium import ChromiumMissingError, chromium

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
FEW = 200  # trials: what is tested here does not rest on them

PageOf = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Where there is none, the tests fail: nobody shall believe that they have run."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(chromium())
        except ChromiumMissingError as missing:
            pytest.fail(str(missing), pytrace=False)
        yield running


@pytest.fixture(scope="session")
def page_of() -> PageOf:
    """The page of a scenario, beside other options, with few trials."""

    @cache
    def made(path: Path, *others: Path) -> Page:
        return report_page(path, *others, trials=FEW)

    return made


@pytest.fixture(scope="session")
def plain_page_of() -> PageOf:
    """The same without simulation and charts, which are most of the work."""

    @cache
    def made(path: Path) -> Page:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(figure, "picture", lambda *_: Problem(NOTHING, "not drawn here"))
            return report_page(path, trials=0)

    return made
