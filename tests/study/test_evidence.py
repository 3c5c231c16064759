"""What is a source, and what only stands where one should."""

from __future__ import annotations

import pytest

from bizcase.study.evidence import is_evidence


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("Price test, May 2026", True), ("Quotation of the toolmaker", True),
        ("Estimate of Bosch", True),
        ("Sultan, Farley & Lehmann 1990: average 0.03", True), ("NA Motors price list", True),
        ("", False), ("illustrative", False), ("Illustrative.", False), ("guess", False),
        ("Guess by Anna", False), ("best guess", False), ("Assumption", False), ("TBD", False),
        ("tbd: ask Sales", False), ("estimate", False), ("n/a", False), ("?", False), ("-", False),
        ("Two offers (illustrative)", False), ("Two offers", True),
        ("An example of the rival", True),
    ],
)  # fmt: skip
def test_a_placeholder_is_no_evidence(source: str, is_one: bool) -> None:
    assert is_evidence(source) is is_one
