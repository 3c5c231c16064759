"""What a stranger wrote into a scenario stays text, and the page has a policy that keeps it so."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from playwright.sync_api import Browser

from bizcase.report.page.html import element, sentence
from bizcase.report.page.page import report_page
from tests.page.conftest import PageOf
from tests.page.nasty import NASTY, SCENARIO
from tests.page.opened import opened

ROOT = Path(__file__).parents[2]
THERMOSTAT = ROOT / "scenarios" / "thermostat.yaml"


def test_texts_of_strangers_stay_texts(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "nasty.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    page = report_page(path, trials=50)
    assert page.html.count("<script>") == page.html.count("</script>") == 1
    with opened(browser, page, tmp_path) as tab:
        assert tab.evaluate("window.taken") is None
        assert tab.locator("h1").inner_text() == NASTY
        assert tab.locator("#case option").count() == 2
        tab.locator("#case").select_option(index=1)
        assert tab.locator("#status").inner_text().startswith("Changed from the signed version")
        assert tab.locator(".book").inner_text().count(NASTY) >= 3


def test_the_policy_knows_the_script_and_the_style_by_their_hashes(page_of: PageOf) -> None:
    html = page_of(THERMOSTAT).html
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    for tag in ("script", "style"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    around = re.sub(r'src="data:[^"]*"', "", html)
    assert not re.findall(r"<[^>]*\s(?:style|on\w+)=", around)
    assert not re.findall(r'(?:href|src)="(?!#|data:image/svg\+xml,)', html)


def test_the_policy_forbids_all_network(browser: Browser, page_of: PageOf, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    page_of(THERMOSTAT).save(file)
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(file.as_uri())
    got = tab.evaluate("fetch('https://example.com/').then(() => 'answer', () => 'refused')")
    tab.close()
    assert got == "refused"
    assert any("Content Security Policy" in text for text in said)


def test_an_element_escapes_what_is_not_html() -> None:
    assert element("p", "a < b", element("b", "&"), title='"') == (
        '<p title="&quot;">a &lt; b<b>&amp;</b></p>'
    )
    assert element("input", for_="x", disabled=True, hidden=False) == '<input for="x" disabled>'
    assert sentence("say `a<b` twice") == "say <code>a&lt;b</code> twice"
    assert sentence("one ` alone") == "one ` alone"
