"""A LibreOffice of our own, which calculates, changes and draws workbooks for the tests."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import TypeAlias

WORKER = Path(__file__).with_name("office.py")
PATIENCE = 180  # seconds for one request
REMEDY = (
    "run tests/tools.sh, or: apt-get install --no-install-recommends "
    "libreoffice-calc python3-uno fonts-crosextra-carlito poppler-utils"
)


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """What a formula without a value shows: `#DIV/0!`, `#N/A`, `Err:502`."""

    text: str


Content: TypeAlias = float | str | bool | None  # a text that begins with `=` is a formula
Edit: TypeAlias = tuple[str, str, Content]  # sheet, cell such as "B7", what to put there
Action: TypeAlias = tuple[object, ...]
Result: TypeAlias = float | str | ErrorValue  # LibreOffice has 1.0 and 0.0 for TRUE and FALSE
Results: TypeAlias = dict[str, dict[str, Result]]  # by sheet and cell: the cells with formulas


class OfficeError(Exception):
    """LibreOffice is not there, does not answer, or refuses what it is asked."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the programs are."""

    soffice: str
    python: str  # the one that has LibreOffice's bridge
    pdftoppm: str


def find_tools() -> Tools:
    """Raises OfficeError with the remedy if one of them is missing."""
    found = {program: shutil.which(program) for program in ("soffice", "pdftoppm")}
    pythons = ["/usr/bin/python3", shutil.which("python3")]
    if soffice := found["soffice"]:
        pythons.append(str(Path(soffice).resolve().with_name("python")))
    found["Python with uno"] = next((p for p in pythons if p and _has_bridge(p)), None)
    soffice, pdftoppm, python = (found[name] or "" for name in found)
    if missing := [name for name, place in found.items() if not place]:
        raise OfficeError(f"{' and '.join(missing)} not found: {REMEDY}")
    return Tools(soffice, python, pdftoppm)


def _has_bridge(python: str) -> bool:
    if not Path(python).exists():
        return False
    tried = subprocess.run([python, "-I", "-c", "import uno"], capture_output=True, check=False)
    return tried.returncode == 0


class LibreOffice:
    """Starts at the first request, answers one after the other, ends at `close()`.

    It is never believed what values a file says its formulas have: everything is calculated.
    """

    def __init__(self) -> None:
        self.tools = find_tools()
        self._folder = tempfile.TemporaryDirectory(prefix="bizcase-office-")
        self.folder = self._folder.name  # for its settings and whatever it leaves behind
        self._worker: subprocess.Popen[str] | None = None

    def close(self) -> None:
        self._end()
        self._folder.cleanup()

    def calculate(self, path: Path, edits: Iterable[Edit] = ()) -> Results:
        """The values of all formulas of a workbook after some edits."""
        return self.scenarios(path, [edits])[0]

    def scenarios(
        self, path: Path, scenarios: Iterable[Iterable[Edit]], sheets: Sequence[str] = ()
    ) -> list[Results]:
        """The values after each list of edits, each made to the file as it is; loads it once.

        `sheets` are those to be read, all of them if there are none.
        """
        answers = self._ask("calculate", _place(path), [list(s) for s in scenarios], list(sheets))
        assert isinstance(answers, list)
        return [
            {sheet: _joined(values, errors) for sheet, (values, errors) in answer.items()}
            for answer in answers
        ]

    def rework(self, path: Path, out: Path, actions: Iterable[Action]) -> Path:
        """Does to a workbook what people do in another program, and saves it as xlsx.

        `("insert rows", sheet, 5, 2)`, `("insert columns", sheet, "C", 1)`,
        `("rename sheet", sheet, name)`, `("set", sheet, "B7", content)`; protection is lost.
        """
        self._ask("rework", _place(path), _place(out), list(actions))
        return out

    def render(self, path: Path, folder: Path, dots: int = 70) -> list[Path]:
        """Prints a workbook to PDF in a folder and draws its pages as PNG, `dots` to the inch."""
        pdf = folder / f"{path.stem}.pdf"
        self._ask("render", _place(path), _place(pdf))
        command = [self.tools.pdftoppm, "-r", str(dots), "-png", str(pdf), str(folder / path.stem)]
        subprocess.run(command, check=True, timeout=PATIENCE)
        return sorted(folder.glob(f"{path.stem}-*.png"))

    def _ask(self, *request: object) -> object:
        if self._worker is None:
            self._worker = self._start()
        worker = self._worker
        assert worker.stdin is not None
        assert worker.stdout is not None
        timer = Timer(PATIENCE, _kill, [worker])
        timer.start()
        try:
            worker.stdin.write(json.dumps(request) + "\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            self._end()
            raise OfficeError(f"LibreOffice ended or said nothing in {PATIENCE} s: {request[:2]}")
        answer = json.loads(line)
        if "failed" in answer:
            raise OfficeError(f"{str(request)[:500]}\n{answer['failed']}")
        return answer["done"]

    def _start(self) -> subprocess.Popen[str]:
        around = {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "TMPDIR": self.folder}
        return subprocess.Popen(
            [self.tools.python, "-I", WORKER, self.tools.soffice, self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **around},
            process_group=0,
        )

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        timer = Timer(10, _kill, [worker])
        timer.start()
        with suppress(BrokenPipeError), worker:  # closes its input, on which it ends, and waits
            pass
        timer.cancel()


def _kill(worker: subprocess.Popen[str]) -> None:
    """Ends the worker and LibreOffice, which are a group of processes of their own."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)


def _joined(values: dict[str, Result], errors: dict[str, str]) -> dict[str, Result]:
    return values | {cell: ErrorValue(text) for cell, text in errors.items()}


def _place(path: Path) -> str:
    return str(path.resolve())
