"""What decides the last digits of a figure: the program, its libraries, and the processor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

_CODE = (".py", ".yaml")
_PROBES = 4_096  # numbers; enough for all branches of a function


@dataclass(frozen=True, slots=True)
class Edition:
    """The versions that a process computes with, and how it computes the last digits.

    `code` stands for the text of the whole program, since work between two versions changes it;
    `figures` stands for what the mathematical functions give, which processors differ in.
    """

    bizcase: str
    code: str
    numpy: str
    scipy: str
    figures: str

    def other_than(self, wanted: Edition) -> str:
        """In words: the versions in which it is not the wanted one; empty if there are none."""
        found = [
            f"{name} {own} instead of {other}"
            for name, own, other in (
                ("bizcase", self.bizcase, wanted.bizcase),
                ("NumPy", self.numpy, wanted.numpy),
                ("SciPy", self.scipy, wanted.scipy),
            )
            if own != other
        ]
        if not found and self.code != wanted.code:
            return f"bizcase {self.bizcase} with another text of the program"
        return ", ".join(found)


@cache
def edition() -> Edition:
    """That of this process."""
    import numpy as np
    import scipy

    return Edition(version("bizcase"), _code(), np.__version__, scipy.__version__, _figures())


def _code() -> str:
    folder = Path(__file__).parents[2]
    read = blake2b(digest_size=8)
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _CODE):
        read.update(path.relative_to(folder).as_posix().encode())
        read.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return read.hexdigest()


def _figures() -> str:
    """A digest of what functions give whose last digit depends on the processor."""
    import numpy as np
    from scipy.special import betaincinv, ndtr, ndtri

    shares = (np.arange(_PROBES) + 0.5) / _PROBES
    wide = shares * 20 - 10
    found = [
        np.exp(wide),
        np.log(shares),
        np.expm1(wide),
        np.log1p(shares),
        np.power(shares, wide),
        np.cos(wide),
        ndtri(shares),
        ndtr(wide),
        betaincinv(2.5, 3.5, shares[::16]),
        np.einsum("kn,kn->n", wide.reshape(64, 64), np.exp(wide).reshape(64, 64)),
    ]
    return blake2b(b"".join(map(np.ndarray.tobytes, found)), digest_size=8).hexdigest()
