"""Shows problems as text with the source line and a caret, or as plain records for JSON."""

from __future__ import annotations

from bizcase.problems.problem import Problem
from bizcase.problems.source import Span

TAB = "    "
WIDEST = 140  # of a source line; of longer ones the stretch around the caret is shown
BEFORE = 60  # characters kept before the caret of such a line


def as_text(problem: Problem) -> str:
    """The problem as a block of lines: message, place, source line, caret, remedy."""
    lines = [f"{problem.severity}[{problem.code}]: {printable(problem.message)}"]
    span = problem.span
    margin = " " * len(str(span.line)) if span else " "
    if span is None:
        if problem.where:
            lines.append(f"{margin}--> {problem.where}")
    else:
        line, caret = _marked(span)
        lines += [
            f"{margin}--> {span.source.name}:{span.line}:{span.column}",
            f"{margin} |",
            f"{span.line} | {line}",
            f"{margin} | {caret}",
        ]
    if problem.help:
        lines += [f"{margin} |"] if span is not None else []
        first, *rest = printable(problem.help, keep="\n").splitlines()
        lines += [f"{margin} = help: {first}", *(f"{margin}         {line}" for line in rest)]
    return "\n".join(line.rstrip() for line in lines)


def _marked(span: Span) -> tuple[str, str]:
    """The source line and the line of carets below it."""
    line = span.source.line(span.line)
    before, rest = line[: span.column - 1], line[span.column - 1 :]
    marked = rest[: span.end - span.start]
    if len(line) > WIDEST:
        before = f"...{before[-BEFORE:]}" if len(before) > BEFORE else before
        room = WIDEST - len(before)
        rest = f"{rest[:room]}..." if len(rest) > room else rest
        marked = marked[:room]
    before, rest, marked = (printable(part).replace("\t", TAB) for part in (before, rest, marked))
    return before + rest, " " * len(before) + "^" * max(len(marked), 1)


def printable(text: str, keep: str = "\t") -> str:
    """The text without characters that a terminal might take for commands."""
    return "".join(_shown(c, keep) for c in text)


def _shown(character: str, keep: str) -> str:
    if character.isprintable() or character in keep:
        return character
    return " " if character.isspace() else "�"


def as_record(problem: Problem) -> dict[str, object]:
    """The problem as a mapping that JSON can hold."""
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "file": problem.file,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_column": span.column + (span.end - span.start) if span else None,
        "help": problem.help,
    }
