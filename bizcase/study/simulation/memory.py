"""Lets freed memory stay with the process: arrays made again and again need not be cleared anew.

The C library gives large arrays back to the system at once; to touch a fresh one costs several
times what is then computed in it. It can be told otherwise (`man mallopt`), and only speed changes.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h
_KEPT = 64 * 2**20  # bytes; larger arrays are given back as ever


@cache
def keep_freed_memory() -> None:
    """Asks glibc to keep up to 64 MB; elsewhere nothing happens."""
    if not sys.platform.startswith("linux"):
        return
    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    if tune is not None:
        tune(_MMAP_THRESHOLD, _KEPT // 2)
        tune(_TRIM_THRESHOLD, _KEPT)
