"""Starts the program: `python -m bizcase`, and `bizcase` where it is installed."""

from __future__ import annotations

import gc
import sys

from bizcase.cli.interrupt import ended, is_interrupt


def main() -> None:
    """Runs the command line."""
    # Python looks for objects that only refer to each other while a command runs and once more
    # when it ends. That would take a quarter of the time and find next to nothing, so it is done
    # more rarely from before the first large import on, and not at all at the end.
    gc.set_threshold(200_000)
    try:
        from bizcase.cli import app

        app.main()
    except Exception as error:  # while a module is loaded; `app` takes care of all else
        if not is_interrupt(error):
            raise
        sys.exit(ended())
    except KeyboardInterrupt:
        sys.exit(ended())
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
