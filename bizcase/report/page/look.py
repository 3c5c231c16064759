"""The house style of the page: the colours that all reports share, and one style sheet."""

from __future__ import annotations

from pathlib import Path

from bizcase import __version__
from bizcase.report.page.findings import Findings
from bizcase.report.palette import COLOURS

_SHEET = Path(__file__).parent / "look.css"


def style(findings: Findings) -> str:
    """The style sheet with the colours as variables, and what stands below each printed page."""
    colours = " ".join(f"--{name}: #{code};" for name, code in COLOURS.items())
    below = f'"bizcase {__version__} · {findings.fingerprint}"'
    letters = f"color: #{COLOURS['slate']}; font: 8pt Calibri, Carlito, sans-serif;"
    printed = f"@page {{ @bottom-left {{ content: {below}; {letters} }} "
    printed += f"@bottom-right {{ {letters} }} }}"
    return f":root {{ {colours} }}\n{_SHEET.read_text(encoding='utf-8')}{printed}\n"
