"""Whatever is done to a scenario, the answer is a list of problems, never a stack trace."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.problems.show import as_text
from bizcase.scenario.load import load_model
from bizcase.study.run import run

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
ODD = (
    "", "0", "-1", "1e999", "nan", "abc", "none", "null", "{}", "[]", "[1, 2]", "{a: 1}", "- 3",
    "opening", "end", "year 3", "launch", "50%", "-200%", "3/month", "1,000", "= 2 *", "= revenue",
    "= ebitda", "= lag(revenue, t)", "= average(2 * revenue)", "{base: 3, min: 1}", "*a", "&a 3",
    "!!python/object:os.system x", "{csv: ../x.csv, column: y}", "{replace: 3}", "same", "MACRS 5",
)  # fmt: skip
VALUE = re.compile(r"(?<=: )[^,{}\[\]#]+|(?<=, )[^,:{}\[\]#]+|\{[^{}]*\}|\[[^\]]*\]|\b\w+(?=:)")
WHOLE = {
    "empty": b"",
    "binary": bytes(range(256)),
    "zeros": b"\0" * 1000,
    "list": b"[1, 2]",
    "number": b"7",
    "deep": b"bizcase: 1\na: " + b"{a: " * 200 + b"1" + b"}" * 200,
    "deep lines": b"\n".join(b" " * depth + b"a:" for depth in range(200)),
    "dashes": b"- " * 5000 + b"1",
    "aliases": b"bizcase: 1\na: &a [x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in b"bcdefghijklmnopqrstuvwxy"),
    "itself": b"bizcase: 1\na: &a {b: *a}\n",
    "long formula": b'bizcase: 1\nrows: {x: "' + b"1+" * 5000 + b'1"}\n',
    "deep formula": b'bizcase: 1\nrows: {x: "' + b"(" * 5000 + b'1"}\n',
}  # fmt: skip


def answer(path: Path) -> None:
    """Loads and runs a file, or shows its problems."""
    try:
        shown = [str(run(load_model(path)).measures)]
    except ProblemsFoundError as found:
        shown = [as_text(problem) for problem in found.problems]
    assert shown


def damaged(text: str, chance: random.Random) -> str:
    """The text with one line gone, moved or changed."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    kind = chance.random()
    values = list(VALUE.finditer(lines[at]))
    if kind < 0.1:
        del lines[at]
    elif kind < 0.2:
        lines.insert(chance.randrange(len(lines)), lines[at])
    elif kind < 0.3:
        lines[at] = chance.choice(("  ", "\t", " ")) + lines[at]
    elif values:
        value = chance.choice(values)
        lines[at] = lines[at][: value.start()] + chance.choice(ODD) + lines[at][value.end() :]
    return "\n".join(lines)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_a_damaged_scenario_is_answered(path: Path, tmp_path: Path) -> None:
    chance = random.Random(path.stem)
    text = path.read_text(encoding="utf-8")
    for _ in range(25):
        worse = text
        for _ in range(chance.choice((1, 1, 3))):
            worse = damaged(worse, chance)
        (tmp_path / "case.yaml").write_text(worse, encoding="utf-8")
        answer(tmp_path / "case.yaml")


@pytest.mark.parametrize("name", WHOLE)
def test_a_strange_file_is_answered(name: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(WHOLE[name])
    with pytest.raises(ProblemsFoundError):
        load_model(tmp_path / "case.yaml")


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_line_ends_and_marks_of_windows_change_nothing(
    ending: bytes, mark: bytes, tmp_path: Path
) -> None:
    written = SCENARIOS[0].read_bytes()
    (tmp_path / "case.yaml").write_bytes(mark + written.replace(b"\n", ending))
    assert (
        run(load_model(tmp_path / "case.yaml")).measures == run(load_model(SCENARIOS[0])).measures
    )
