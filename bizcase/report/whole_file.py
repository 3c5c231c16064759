"""Puts a file where it is wanted, whole or not at all; says in plain words why it cannot."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bizcase.problems import Problem, ProblemsFoundError

_MARKED = 65_536  # bytes: the mark of a file stands near its beginning


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that we write, `name` in words; `code` is that of its problems.

    `option` says on the command line where it goes, `usual` is the program that mostly has such
    files open. Those of ours have one of the `marks` near their beginning.
    """

    name: str
    code: str
    option: str = "-o"
    usual: str = "that program"
    marks: tuple[bytes, ...] = ()

    @property
    def elsewhere(self) -> str:
        """What to do where the place is no good."""
        return f"choose another place with {self.option}"


def refuse_place(target: Path, kind: Kind) -> None:
    """Raises ProblemsFoundError where no file can be put."""
    folder = target.parent
    try:
        target.resolve()
    except (OSError, RuntimeError):  # Python 3.13 raises the former
        raise refused(kind, target, f"`{target}` is a link to itself", kind.elsewhere) from None
    if not folder.is_dir():
        remedy = f"make it, or {kind.elsewhere}"
        raise refused(kind, target, f"there is no folder `{folder}`", remedy)
    if target.is_dir():
        raise refused(kind, target, f"`{target}` is a folder", kind.elsewhere)


def refuse_others(kind: Kind, *targets: Path) -> None:
    """Raises ProblemsFoundError for files that somebody else made, unless they are empty."""
    problems = [of_somebody_else(kind, one) for one in targets if not _is_ours(kind, one)]
    if problems:
        raise ProblemsFoundError(problems)


def of_somebody_else(kind: Kind, target: Path) -> Problem:
    """The problem of a file that bizcase did not write, and would replace."""
    said = f"`{target.name}` is no {kind.name} of bizcase, and would be replaced"
    remedy = f"write to another place with {kind.option}, or over it with --force"
    return Problem(kind.code, said, where=str(target), help=remedy)


def _is_ours(kind: Kind, target: Path) -> bool:
    """Whether nothing of anybody else is lost with a file; of one that cannot be read it may be."""
    if not target.is_file():
        return True
    try:
        with target.open("rb") as file:
            beginning = file.read(_MARKED)
    except OSError:
        return False
    return not beginning or any(mark in beginning for mark in kind.marks)


def write_whole(content: bytes, target: Path, kind: Kind) -> None:
    """Writes the file beside its place first, then puts it there.

    Whatever goes wrong, the file that was there before stays as it was, and nothing half
    written is left. Raises ProblemsFoundError.
    """
    refuse_place(target, kind)
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
        said, remedy = _reason(error, target, kind, placing=fresh is not None)
        raise refused(kind, target, said, remedy) from error
    finally:
        if fresh is not None:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def refused(kind: Kind, target: Path, said: str, remedy: str) -> ProblemsFoundError:
    """The problem of a file that cannot be written."""
    return ProblemsFoundError([Problem(kind.code, said, where=str(target), help=remedy)])


def _reason(error: OSError, target: Path, kind: Kind, placing: bool) -> tuple[str, str]:
    """What went wrong and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full", f"make room, or {kind.elsewhere}; what was there is still there"
    if isinstance(error, PermissionError) and placing:
        said = f"`{target.name}` cannot be replaced: another program has it open, or protects it"
        return said, f"close it in {kind.usual}, or {kind.elsewhere}"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"nothing may be written in `{target.parent}`", kind.elsewhere
    return f"`{target}` cannot be written: {error.strerror or error}", kind.elsewhere
