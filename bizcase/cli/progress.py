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
_PACE = 0.3  # seconds of work that tell a pace
_MINUTE = 60


class Bar:
    """Says on the standard error how far something is and how long it will take; then vanishes.

    Whoever works tells it after each part how much is done, and of how much.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.listens = sys.stderr.isatty()
        self.begun = self.shown = monotonic()
        # What was done at first is not in the pace: it has waited for the start.
        self.first: tuple[int, float] | None = None
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
        if self.first is None:
            self.first = done, now
        before, since = self.first
        too_early = now - self.begun < _MOMENT or now - since < _PACE
        if not self.listens or too_early or now - self.shown < _BETWEEN:
            return
        self.shown = now
        left = time_left((now - since) / (done - before) * (of - done))
        if self.bar is None and done < of:
            self.bar = self._begun(done, of, left)
        elif self.bar is not None:
            progress, task = self.bar
            progress.update(task, completed=done, left=left)
            progress.refresh()

    def _begun(self, done: int, of: int, left: str) -> tuple[Progress, TaskID]:
        from rich.progress import BarColumn, Progress, TextColumn

        from bizcase.cli.terminal import terminal

        # Drawn anew by the work itself: a thread would wake up ten times a second for nothing.
        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
            TextColumn("{task.fields[left]} left"),
            TextColumn("(Ctrl-C stops)", style="dim"),
            console=terminal(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        task = progress.add_task(self.what, total=of, completed=done, left=left)
        progress.start()
        return progress, task


def time_left(seconds: float) -> str:
    """How long: `8 s`, `3 min`, `2 h 5 min`; no seconds where minutes are guessed."""
    if seconds < _MINUTE:
        return f"{max(1, round(seconds))} s"
    hours, minutes = divmod(round(seconds / _MINUTE), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
