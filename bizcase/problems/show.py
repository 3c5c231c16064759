"""Shows problems as text with the source line and a caret, or as plain records for JSON."""

from __future__ import annotations

from bizcase.problems.problem import Problem

TAB = "    "


def as_text(problem: Problem) -> str:
    """The problem as a block of lines: message, place, source line, caret, remedy."""
    lines = [f"{problem.severity}[{problem.code}]: {problem.message}"]
    span = problem.span
    if span is None:
        if problem.where:
            lines.append(f" --> {problem.where}")
    else:
        number = str(span.line)
        margin = " " * len(number)
        source_line = span.source.line(span.line)
        before = source_line[: span.column - 1].replace("\t", TAB)
        room = max(len(source_line) - span.column + 1, 1)
        marked = source_line[span.column - 1 : span.column - 1 + span.end - span.start]
        width = max(1, min(len(marked.replace("\t", TAB)), room + marked.count("\t") * 3))
        lines += [
            f"{margin}--> {span.source.name}:{span.line}:{span.column}",
            f"{margin} |",
            f"{number} | " + source_line.replace("\t", TAB),
            f"{margin} | " + " " * len(before) + "^" * width,
        ]
    if problem.help:
        lines += ["  |"] if span is not None else []
        first, *rest = problem.help.splitlines()
        lines += [f"  = help: {first}", *(f"          {line}" for line in rest)]
    return "\n".join(lines)


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
