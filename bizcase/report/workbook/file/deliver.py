"""Puts a workbook where it is wanted: whole or not at all, never over one that is open."""

from __future__ import annotations

from pathlib import Path

from bizcase.report.whole_file import Kind, refuse_place, refused, write_whole

WORKBOOK = Kind("workbook", "workbook-not-written", usual="Excel")


def refuse_if_hopeless(target: Path) -> None:
    """Raises ProblemsFoundError where it is clear beforehand that the file cannot be written."""
    refuse_place(target, WORKBOOK)
    for lock, program in (
        (f"~${target.name}", "Excel"),
        (f".~lock.{target.name}#", "LibreOffice"),
    ):
        if (target.parent / lock).exists():
            said = f"`{target.name}` is open in {program}"
            remedy = (
                f"close it there, or {WORKBOOK.elsewhere}; if nobody has it open, delete `{lock}`"
            )
            raise refused(WORKBOOK, target, said, remedy)


def deliver(content: bytes, target: Path) -> None:
    """Writes the whole file or nothing: what was there stays. Raises ProblemsFoundError."""
    refuse_if_hopeless(target)
    write_whole(content, target, WORKBOOK)
