"""A page opened in the browser: nothing may be asked of any network, nothing may go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from bizcase.report.page.page import Page

DESK, PHONE = (1200, 800), (390, 844)


@contextmanager
def opened(
    browser: Browser, page: Page, folder: Path, size: tuple[int, int] = DESK
) -> Iterator[Tab]:
    """The page as a file of a folder; fails if the console says anything or a request goes out."""
    file = folder / "page.html"
    page.save(file)
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]})
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("request", lambda request: wrong.append(request.url) if _goes_out(request.url) else None)
    tab.goto(file.as_uri())
    try:
        yield tab
        assert wrong == []
    finally:
        tab.close()


def _goes_out(address: str) -> bool:
    return not address.startswith(("file:", "data:"))
