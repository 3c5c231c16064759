"""Runs what is asynchronous beside a program that is not, and ends all of it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
_PEACE = 5.0  # seconds


@contextmanager
def loop_in_a_thread() -> Iterator[Callable[[Coroutine[Any, Any, T]], T]]:
    """Gives a function that waits for the result of a coroutine, which runs in another thread.

    In a thread of its own it works in notebooks, too, where this one has a loop already. If the
    waiting is interrupted, the coroutine is cancelled and may end in peace.
    """
    started: Future[asyncio.AbstractEventLoop] = Future()

    def run() -> None:
        with asyncio.Runner() as runner:
            started.set_result(runner.get_loop())
            runner.get_loop().run_forever()

    thread = threading.Thread(target=run, name="cluster", daemon=True)
    thread.start()
    loop = started.result()

    def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
        ended = threading.Event()

        async def followed() -> T:
            try:
                return await coroutine
            finally:
                ended.set()

        future = asyncio.run_coroutine_threadsafe(followed(), loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            ended.wait(_PEACE)
            raise

    try:
        yield awaited
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keeps libraries from writing to the terminal what we say in our own words."""
    found = [logging.getLogger(name) for name in loggers]
    levels = [logger.level for logger in found]
    for logger in found:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(found, levels, strict=True):
            logger.setLevel(level)
