"""A progress bar on a terminal for what takes longer than a moment; nothing anywhere else."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_MOMENT = 0.5  # seconds before the bar is shown
_BETWEEN = 0.1  # seconds from one refresh to the next


class Bar:
    """Says on the standard error how far something is and how long it will take; then vanishes.

    Whoever works tells it after each part how much is done, and of how much.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.listens = sys.stderr.isatty()
        self.begun = self.shown = monotonic()
        self.bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar[0].stop()

    def __call__(self, done: int, of: int) -> None:
        now = monotonic()
        if not self.listens or now - self.begun < _MOMENT or now - self.shown < _BETWEEN:
            return
        self.shown = now
        if self.bar is None and done < of:
            self.bar = self._begun(of)
        if self.bar is not None:
            progress, task = self.bar
            progress.update(task, completed=done)
            progress.refresh()

    def _begun(self, of: int) -> tuple[Progress, TaskID]:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        from bizcase.cli.terminal import terminal

        # Drawn anew by the work itself: a thread would wake up ten times a second for nothing.
        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("left; Ctrl-C to stop"),
            console=terminal(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        progress.start()
        task = progress.add_task(self.what, total=of)
        progress.tasks[0].start_time = self.begun
        return progress, task
