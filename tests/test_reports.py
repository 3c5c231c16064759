"""The files in reports/ are current: each is made anew and says the same.

Programs draw the same letters at slightly different places, and add up in different orders: so
pictures are compared by all they say and by their colours, workbooks and pages by all texts and
formulas, and numbers to nine digits. What is stale is made anew by `python reports/make.py`.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "reports"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
# The certificate of a workbook: who calculated it, and by how little they differ.
OF_ONE_MACHINE = ("NumPy", "difference", " of the ")


def load_make() -> ModuleType:
    """The script reports/make.py."""
    spec = importlib.util.spec_from_file_location("make", REPORTS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = load_make()


def says(picture: Path) -> tuple[list[str], set[str]]:
    """All texts of a picture in their order, and the colours in it."""
    content = picture.read_text(encoding="utf-8")
    return re.findall(r"<title>.*?</title>|<!-- .*? -->", content, re.DOTALL), set(
        re.findall(r"#[0-9a-fA-F]{6}\b", content)
    )


def parts_of(workbook: Path) -> dict[str, tuple[list[str], list[float]]]:
    """The files in a workbook, each as the texts between its numbers, and the numbers."""
    found = {}
    with ZipFile(workbook) as file:
        for name in file.namelist():
            text = file.read(name).decode("utf-8")
            if name.endswith("sharedStrings.xml"):
                texts = re.findall(r"<si>.*?</si>", text, re.DOTALL)
                kept = [one for one in texts if not any(word in one for word in OF_ONE_MACHINE)]
                found[name] = kept, []
            else:
                found[name] = NUMBER.split(text), list(map(float, NUMBER.findall(text)))
    return found


def words_of(page: Path) -> dict[str, tuple[list[str], list[float]]]:
    """The same of a page, without its pictures and programs."""
    text = page.read_text(encoding="utf-8")
    for hidden in (r"<script.*?</script>", r"<style.*?</style>", r"<meta .*?>", r'"data:.*?"'):
        text = re.sub(hidden, "", text, flags=re.DOTALL)
    return {page.name: (NUMBER.split(text), list(map(float, NUMBER.findall(text))))}


PARTS = {".xlsx": parts_of, ".html": words_of}


@pytest.mark.parametrize("command", MAKE.COMMANDS)
def test_what_a_command_makes_is_what_is_shown(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    MAKE.make(command, tmp_path)
    fresh = list(MAKE.made(tmp_path))
    assert fresh
    for file in fresh:
        shown = REPORTS / file.relative_to(tmp_path)
        assert shown.is_file(), "run: python reports/make.py"
        if file.suffix == ".svg":
            assert says(file) == says(shown), "run: python reports/make.py"
            continue
        ours, theirs = (PARTS[file.suffix](one) for one in (file, shown))
        assert ours.keys() == theirs.keys()
        for name, (texts, numbers) in ours.items():
            assert texts == theirs[name][0], name
            assert numbers == pytest.approx(theirs[name][1], rel=1e-9, abs=1e-6), name


def test_every_file_is_shown_in_the_gallery() -> None:
    page = (REPORTS / "README.md").read_text(encoding="utf-8")
    missing = [
        file.name for file in MAKE.made(REPORTS) if f"({file.relative_to(REPORTS)})" not in page
    ]
    assert missing == []


def test_a_picture_says_in_words_what_it_shows() -> None:
    page = (REPORTS / "README.md").read_text(encoding="utf-8")
    for words, name in re.findall(r"!\[(.*?)\]\((charts/.*?\.svg)\)", page):
        assert f"<title>{words}</title>" in (REPORTS / name).read_text(encoding="utf-8"), name


def test_the_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in MAKE.made(REPORTS)) < 5_000_000
