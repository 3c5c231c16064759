"""Starts the program: `python -m bizcase`, and `bizcase` where it is installed."""

from __future__ import annotations

import gc


def main() -> None:
    """Runs the command line."""
    # A command makes many objects and drops few: looking for those that only refer to each other
    # takes an eighth of its time and finds next to nothing. So it is done more rarely, and this is
    # said before anything large is imported.
    gc.set_threshold(200_000)
    from bizcase.cli import app

    app.main()


if __name__ == "__main__":
    main()
