"""Writes changed files: whole or not at all, with the mode and the byte order mark of the old."""

from __future__ import annotations

import os
import tempfile
from codecs import BOM_UTF8
from contextlib import suppress
from pathlib import Path

from bizcase.scenario.rewriting.change import refusal


def save(files: dict[Path, str]) -> None:
    """Puts new texts in the place of files, all of them or, as far as that can be had, none.

    Each text is first written beside its file; when all are on the disk, they take the places of
    the old ones. Line ends stay as they are in the texts. Raises ProblemsFoundError if a file
    cannot be written.
    """
    ready: list[tuple[Path, Path]] = []
    replaced: list[tuple[Path, bytes]] = []
    target = Path()
    try:
        for path, text in files.items():
            target = path.resolve()  # a link stays a link
            old = target.read_bytes()
            mark = BOM_UTF8 if old.startswith(BOM_UTF8) else b""
            ready.append((_beside(target, mark + text.encode("utf-8")), target))
        for fresh, target in ready:
            old = target.read_bytes()
            fresh.replace(target)
            replaced.append((target, old))
    except (OSError, UnicodeEncodeError) as error:
        for path, old in replaced:
            with suppress(OSError):
                _beside(path, old).replace(path)
        reason = getattr(error, "strerror", None) or str(error)
        said = f"`{target}` cannot be written: {reason}"
        remedy = "no file has been changed; see that you may write in its folder"
        raise refusal("file-not-readable", said, None, remedy, str(target)) from None
    finally:
        for fresh, _ in ready:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _beside(path: Path, content: bytes) -> Path:
    """A new file with the content, in the folder of another one and with its mode."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode & 0o7777)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    return fresh
