"""Processes that compute pieces of a task, each with a thread here that talks to it.

Each has a connection of its own, so that it may be ended at any time, even while it is starting: no
other one waits for it. A pool of the standard library has one queue for all, and waits.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Thread

from bizcase.study.simulation.blocks import Block, computed
from bizcase.study.simulation.interrupt import deaf_children
from bizcase.study.simulation.task import Task

Piece = tuple[int, int]  # the first block, and the one after the last
# A piece with its blocks, with the error that they raise, or None where its process was lost.
Told = tuple[Piece, list[Block] | Exception | None]


@contextmanager
def processes(
    count: int, task: Task, asked: SimpleQueue[Piece | None], told: SimpleQueue[Told]
) -> Iterator[None]:
    """While it is open so many processes compute what is asked for; then they end at once."""
    started: list[SpawnProcess] = []
    threads: list[Thread] = []
    packed, context = task.packed(), get_context("spawn")
    try:
        with deaf_children():
            for _ in range(count):
                ours, theirs = context.Pipe()
                process = context.Process(target=_work, args=(theirs,), daemon=True)
                process.start()
                theirs.close()  # so that we hear when the process has gone
                started.append(process)
                threads.append(Thread(target=_talk, args=(ours, packed, asked, told), daemon=True))
        for thread in threads:
            thread.start()
        yield
    finally:
        for process in started:
            process.kill()
            asked.put(None)
        for process in started:
            process.join()
        for thread in filter(Thread.is_alive, threads):
            thread.join()


def _talk(
    connection: Connection,
    packed: tuple[str, bytes],
    asked: SimpleQueue[Piece | None],
    told: SimpleQueue[Told],
) -> None:
    """Asks a process for one piece after the other, until there are no more or it is lost."""
    with connection:
        begun = False
        while piece := asked.get():
            try:
                if not begun:
                    connection.send(packed)
                    begun = True
                connection.send(piece)
                found = connection.recv()
            except (EOFError, OSError):
                told.put((piece, None))
                return
            told.put((piece, found))


def _work(connection: Connection) -> None:
    """What such a process does. The one that has started it hears Ctrl-C for both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        name, packed = connection.recv()
        while True:
            connection.send(_computed(name, packed, *connection.recv()))
    except (EOFError, OSError):  # nobody asks any more
        return


def _computed(name: str, packed: bytes, first: int, last: int) -> list[Block] | Exception:
    try:
        return computed(name, packed, first, last)
    except Exception as error:  # it is raised where the piece was asked for
        return error
