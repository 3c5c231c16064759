"""Takes the trials of a long computation as they come, and lets Ctrl-C end it at a good place."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing import resource_tracker
from types import FrameType, TracebackType
from typing import TypeAlias, TypeVar

T = TypeVar("T")
# Told after every block how many trials are done, and of how many.
Progress: TypeAlias = Callable[[int, int], None]
Handler: TypeAlias = Callable[[int, FrameType | None], object] | int | signal.Handlers | None


def take(
    items: Callable[[Callable[[], bool]], Generator[T, None, None]],
    keep: Callable[[T], int],
    trials: int,
    progress: Progress | None = None,
) -> None:
    """Keeps one item after the other until there are no more, or Ctrl-C is pressed.

    `items` may ask whether to stop; `keep` says how many of the `trials` are done, and `progress`
    is told. Raises KeyboardInterrupt where it is pressed before anything is done.
    """
    done = 0
    with (
        Interrupt() as interrupt,
        suppress(KeyboardInterrupt),
        closing(items(lambda: interrupt.asked)) as found,
    ):
        for item in found:
            done = keep(item)
            interrupt.patient = True
            if progress is not None:
                progress(done, trials)
            if interrupt.asked:
                break
    if not done:
        raise KeyboardInterrupt


class Interrupt:
    """While it is open, and `patient`, the first Ctrl-C only sets `asked`; a second one interrupts.

    Only the main thread hears signals: in others nothing changes.
    """

    def __init__(self) -> None:
        self.asked = self.patient = False
        self.before: Handler = None

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            self.before = signal.signal(signal.SIGINT, self._heard)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self.before is not None:
            signal.signal(signal.SIGINT, self.before)
            self.before = None

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if self.asked or not self.patient:
            signal.default_int_handler(number, frame)
        self.asked = True


@contextmanager
def deaf_children() -> Iterator[None]:
    """Processes that are started meanwhile do not hear Ctrl-C; this one hears it afterwards.

    A terminal tells it to all of them: one that is just starting would die with a stack trace.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # The first process would begin it, and that makes this one hear again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _later():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _later() -> Iterator[None]:
    """Ctrl-C takes effect afterwards, also where it is another thread that hears it first.

    A process whose beginning is broken off shows a stack trace, as it is given half of its work.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    heard: list[FrameType | None] = []
    signal.signal(signal.SIGINT, lambda _number, frame: heard.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if heard:
        handler(signal.SIGINT, heard[0])
