"""The colours of the house, of charts, the page and workbooks, and what each of them means."""

from __future__ import annotations

COLOURS = {
    "navy": "1F2A44",
    "teal": "0F7B8A",
    "dark": "0B4650",  # teal
    "light": "8FC1CB",
    "mist": "CFE3E7",
    "coral": "E8743B",
    "rust": "A8400F",
    "peach": "F5BF9E",
    "sand": "FBE3D4",
    "amber": "E0A100",
    "bronze": "8A6200",
    "yellow": "FFF9DB",
    "red": "C0392B",
    "rose": "FADBD8",
    "green": "2E8B57",
    "forest": "006100",
    "mint": "D9F0E1",
    "purple": "6B4C9A",
    "blue": "0000FF",
    "grey": "8A94A3",
    "slate": "56606F",
    "axis": "7C8796",
    "line": "C9D1DC",
    "grid": "E3E8EF",
    "pale": "E8EDF4",
    "tint": "F5F7FB",
    "black": "000000",
    "white": "FFFFFF",
}

# What is better or worse than the base, and what is left of both. Told apart by people who see no
# red or no green, and by how dark they are in grey; red and green are for verdicts and checks.
GAIN, LOSS, RESULT = "teal", "coral", "navy"
GAIN_PALE, LOSS_PALE = "mist", "sand"
GAIN_INK, LOSS_INK = "dark", "rust"
# What comes in, what goes out; neighbours differ most in how dark they are.
INCOME = ("teal", "light", "dark", "mist", "grey")
COSTS = ("coral", "peach", "rust", "sand", "grey")
PRODUCTS = ("light", "teal", "mist", "dark", "grey")  # which make up one amount
# Lines of options or of drivers, each with the colour of letters about it.
LINES = (
    ("navy", "navy"), ("coral", "rust"), ("teal", "teal"), ("slate", "slate"), ("light", "dark"),
    ("rust", "rust"), ("grey", "slate"),
)  # fmt: skip
