"""Runs programs of JavaScript in one process of Node.js, which lives as long as the tests."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# One line in, one line out: a program, and for each run what is given to its function `calculate`
# (or the name of a case, whose values are given then). JSON has no NaN: it becomes null.
_SERVER = """
const lines = require("node:readline");
lines.createInterface({input: process.stdin}).on("line", line => {
  const {program, runs} = JSON.parse(line);
  let answer;
  try {
    const whatIf = new Function(program + "; return whatIf;")(), results = [], seconds = [];
    for (const run of runs) {
      const start = process.hrtime.bigint();
      results.push(whatIf.calculate(typeof run === "string" ? whatIf.cases[run] : run));
      seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
    }
    answer = JSON.stringify({results, seconds, cases: whatIf.cases ?? {}});
  } catch (error) {
    answer = JSON.stringify({error: String(error.stack)});
  }
  process.stdout.write(answer + "\\n");
});
"""
Values = Mapping[str, float | Sequence[float]]


class NodeMissingError(Exception):
    """There is no Node.js on this machine."""


@dataclass(frozen=True)
class Answer:
    """What `calculate` gave in each run, how long it took, and the `cases` of the program."""

    results: list[dict[str, Any]]
    seconds: list[float]
    cases: dict[str, Any]


class Node:
    """The process; raises NodeMissingError where there is no Node.js."""

    def __init__(self) -> None:
        found = shutil.which("node")
        if found is None:
            raise NodeMissingError("these tests need Node.js: run tests/tools.sh")
        self.process = subprocess.Popen(
            [found, "-e", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, program: str, runs: Iterable[Values | str] = ({},)) -> Answer:
        """Runs a program of `report.whatif`."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"program": program, "runs": list(runs)}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, f"{answer['error']}\n{program}"
        return Answer(**answer)

    def close(self) -> None:
        """Ends the process."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
