"""Chromium, driven by Playwright: the browser that a machine has, without a screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")


class ChromiumMissingError(Exception):
    """There is no such browser on this machine."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser. Raises ChromiumMissingError."""
    program = next(filter(None, (shutil.which(name) for name in _NAMES)), None)
    if program is None:
        raise ChromiumMissingError(
            "the tests of the page need Chromium: run tests/tools.sh, or apt-get install chromium"
        )
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=as_root)
        try:
            yield browser
        finally:
            browser.close()
