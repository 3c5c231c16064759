"""Makes the page of a scenario: one file that holds everything and asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from bizcase import __version__
from bizcase.report.page.findings import Findings, Wish, find
from bizcase.report.page.html import Html, element, joined, written
from bizcase.report.page.look import style
from bizcase.report.page.panel.script import script
from bizcase.report.page.sections.registry import SECTIONS
from bizcase.report.whole_file import Kind, write_whole
from bizcase.study.simulation.interrupt import Progress
from bizcase.study.simulation.task import TRIALS

PAGE = Kind(
    "page",
    "page-not-written",
    usual="the browser",
    marks=(b'<meta name="generator" content="bizcase ',),
)
_SKELETON = Path(__file__).parent / "page.html"


@dataclass(frozen=True, slots=True)
class Page:
    """A business case as one page of HTML, with what was found for it."""

    html: str
    findings: Findings

    def save(self, path: str | Path) -> None:
        """Writes the file, whole or not at all. Raises ProblemsFoundError or ValueError."""
        target = Path(path)
        if target.suffix.lower() not in (".html", ".htm"):
            raise ValueError(f"`{target.name}` does not end with .html")
        write_whole(self.html.encode(), target, PAGE)


def report_page(
    scenario: str | Path,
    *others: str | Path,
    case: str = "base",
    against: str | None = None,
    set: Mapping[str, object] | None = None,
    trials: int = TRIALS,
    seed: int = 1,
    progress: Progress | None = None,
) -> Page:
    """The page of a case of a scenario, beside doing nothing and the `others`.

    Others are files or cases of files (`lamp.yaml#downside`); all are set against the option of
    the name `against`, else the first. What is uncertain is simulated in `trials` trials, none for
    0. The same files give the same page, to the last byte, on one machine. Raises
    ProblemsFoundError with everything that is wrong in the files.
    """
    wish = Wish(Path(scenario), tuple(map(str, others)), case, set, trials, seed, against)
    return page_of(find(wish, progress))


def page_of(findings: Findings) -> Page:
    """The page of what was found."""
    own, look = f"\n{script(findings)}", f"\n{style(findings)}"
    parts = [(section, section.write(findings)) for section in SECTIONS]
    shown = [(section, body) for section, body in parts if body]
    links = [element("a", section.short, href=f"#{section.place}") for section, _ in shown]
    sections = [
        element("section", element("h2", section.title, id=section.place), body)
        for section, body in shown
    ]
    html = Template(_SKELETON.read_text(encoding="utf-8")).substitute(
        script_hash=_hash(own),
        style_hash=_hash(look),
        maker=written(f"bizcase {__version__}"),
        title=written(f"Business case: {findings.model.name}"),
        name=written(findings.model.name),
        facts=written(" · ".join(_facts(findings))),
        links=joined(links),
        sections=Html("\n".join(sections)),
        versions=written(_versions(findings)),
        style=look,
        script=own,
    )
    return Page(html, findings)


def _facts(findings: Findings) -> list[str]:
    """What a reader must know before the first figure."""
    model, timeline = findings.model, findings.model.timeline
    changed = findings.wish.settings
    others = [one.name for one in findings.comparison.options[1:]]
    known = [
        f"Amounts in {model.currency}",
        f"case {model.case}",
        f"changed: {', '.join(changed)}" if changed else "",
        f"beside {', '.join(others)}" if others else "",
        f"{timeline.labels[1]} to {timeline.labels[timeline.periods]}",
        f"as of {model.as_of}" if model.as_of else "",
    ]
    return [fact for fact in known if fact]


def _versions(findings: Findings) -> str:
    file = next(iter(findings.files))
    return f"Made by bizcase {__version__} from {file}, fingerprint {findings.fingerprint}"


def _hash(text: str) -> str:
    """What the page's own policy knows its script and its style by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
