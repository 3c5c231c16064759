"""Puts a workbook where it is wanted: whole or not at all, never over one that is open."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from bizcase.problems import Problem, ProblemsFoundError

CODE = "workbook-not-written"
_ELSEWHERE = "choose another place with -o"


def refuse_if_hopeless(target: Path) -> None:
    """Raises ProblemsFoundError where it is clear beforehand that the file cannot be written."""
    folder = target.parent
    if not folder.is_dir():
        raise _refused(target, f"there is no folder `{folder}`", f"make it, or {_ELSEWHERE}")
    if target.is_dir():
        raise _refused(target, f"`{target}` is a folder", _ELSEWHERE)
    for lock, program in (
        (f"~${target.name}", "Excel"),
        (f".~lock.{target.name}#", "LibreOffice"),
    ):
        if (folder / lock).exists():
            remedy = f"close it there, or {_ELSEWHERE}; if nobody has it open, delete `{lock}`"
            raise _refused(target, f"`{target.name}` is open in {program}", remedy)


def deliver(content: bytes, target: Path) -> None:
    """Writes the file beside its place first, then puts it there.

    Whatever goes wrong, the file that was there before stays as it was, and nothing half
    written is left. Raises ProblemsFoundError.
    """
    refuse_if_hopeless(target)
    place = target.resolve()  # a link stays a link
    fresh: Path | None = None
    try:
        mode = place.stat().st_mode & 0o777 if place.exists() else 0o644
        number, name = tempfile.mkstemp(prefix=f".{place.stem}.", suffix=".tmp", dir=place.parent)
        fresh = Path(name)
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(mode)
        fresh.replace(place)
        fresh = None
    except OSError as error:
        raise _refused(target, *_reason(error, target, placing=fresh is not None)) from error
    finally:
        if fresh is not None:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _reason(error: OSError, target: Path, placing: bool) -> tuple[str, str]:
    """What went wrong and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full", f"make room, or {_ELSEWHERE}; what was there is still there"
    if isinstance(error, PermissionError) and placing:
        said = f"`{target.name}` cannot be replaced: another program has it open, or protects it"
        return said, f"close it in Excel, or {_ELSEWHERE}"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"nothing may be written in `{target.parent}`", _ELSEWHERE
    return f"`{target}` cannot be written: {error.strerror or error}", _ELSEWHERE


def _refused(target: Path, said: str, remedy: str) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(CODE, said, where=str(target), help=remedy)])
