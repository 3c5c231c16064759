"""The colours: told apart by everybody and in grey, and dark enough where they are letters."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bizcase.report.charts.look import COLOURS
from bizcase.report.palette import COSTS, INCOME

# How colours look to those who lack a kind of cone (Machado, Oliveira & Fernandes 2009).
SEEN_BY = {
    "everybody": np.eye(3),
    "protanopes": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopes": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopes": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
    "a grey printer": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}  # fmt: skip
# What stands beside each other: gains and losses, bars and totals, bands, lines on areas.
BESIDE = [
    ("teal", "coral"), ("teal", "navy"), ("coral", "navy"), ("mist", "sand"), ("mist", "light"),
    ("light", "teal"), ("navy", "mist"), ("navy", "grey"), ("navy", "light"),
    *pairwise(INCOME), *pairwise(COSTS),
]  # fmt: skip
LETTERS = ("navy", "slate", "teal", "dark", "rust")


def linear(colour: str) -> np.ndarray:
    """A colour as parts of light."""
    parts = np.array([int(COLOURS[colour][i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lightness(light: np.ndarray) -> float:
    """How light it looks, 0 to 100 (CIE 1976)."""
    y = float(light @ [0.2126, 0.7152, 0.0722])
    return 116 * np.cbrt(y) - 16 if y > 0.008856 else 903.3 * y


def lab(light: np.ndarray) -> np.ndarray:
    """A colour where equal distances look equal (CIELAB)."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = np.cbrt(np.maximum(to_xyz @ np.clip(light, 0, 1) / [0.9505, 1, 1.089], 1e-4))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize(("one", "other"), BESIDE)
def test_neighbours_are_told_apart(one: str, other: str, who: str) -> None:
    seen = [lab(SEEN_BY[who] @ linear(colour)) for colour in (one, other)]
    # The areas below a line: which side of zero they are on is seen without any colour.
    least = 0 if {one, other} == {"mist", "sand"} and who == "a grey printer" else 8
    assert float(np.linalg.norm(seen[0] - seen[1])) >= least


@pytest.mark.parametrize("colour", LETTERS)
def test_letters_can_be_read_on_white(colour: str) -> None:
    luminance = float(linear(colour) @ [0.2126, 0.7152, 0.0722])
    assert 1.05 / (luminance + 0.05) >= 4.5  # WCAG 2.1, AA


@pytest.mark.parametrize("colour", ["navy", "teal", "coral", "rust"])
def test_what_matters_stands_out_from_white(colour: str) -> None:
    luminance = float(linear(colour) @ [0.2126, 0.7152, 0.0722])
    assert 1.05 / (luminance + 0.05) >= 2.9  # WCAG asks for 3 of graphics


def test_gains_are_darker_than_losses_in_grey() -> None:
    assert lightness(linear("coral")) - lightness(linear("teal")) > 10
    assert lightness(linear("teal")) - lightness(linear("navy")) > 10
