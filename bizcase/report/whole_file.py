"""Puts a file where it is wanted, whole or not at all; says in plain words why it cannot."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from bizcase.problems import Problem, ProblemsFoundError

ELSEWHERE = "choose another place with -o"


def refuse_place(target: Path, code: str) -> None:
    """Raises ProblemsFoundError, with a problem of this code, where no file can be put."""
    folder = target.parent
    if not folder.is_dir():
        raise refused(code, target, f"there is no folder `{folder}`", f"make it, or {ELSEWHERE}")
    if target.is_dir():
        raise refused(code, target, f"`{target}` is a folder", ELSEWHERE)


def write_whole(content: bytes, target: Path, code: str, usual: str = "that program") -> None:
    """Writes the file beside its place first, then puts it there.

    Whatever goes wrong, the file that was there before stays as it was, and nothing half
    written is left. `usual` is the program that mostly has such files open. Raises
    ProblemsFoundError, with a problem of this code.
    """
    refuse_place(target, code)
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
        said, remedy = _reason(error, target, usual, placing=fresh is not None)
        raise refused(code, target, said, remedy) from error
    finally:
        if fresh is not None:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def refused(code: str, target: Path, said: str, remedy: str) -> ProblemsFoundError:
    """The problem of a file that cannot be written."""
    return ProblemsFoundError([Problem(code, said, where=str(target), help=remedy)])


def _reason(error: OSError, target: Path, usual: str, placing: bool) -> tuple[str, str]:
    """What went wrong and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full", f"make room, or {ELSEWHERE}; what was there is still there"
    if isinstance(error, PermissionError) and placing:
        said = f"`{target.name}` cannot be replaced: another program has it open, or protects it"
        return said, f"close it in {usual}, or {ELSEWHERE}"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"nothing may be written in `{target.parent}`", ELSEWHERE
    return f"`{target}` cannot be written: {error.strerror or error}", ELSEWHERE
