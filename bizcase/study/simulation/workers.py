"""Shares the blocks of a task among processes, and gives them back in their order.

The calling process works too. Which process computes a block changes nothing in it.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from bizcase.study.simulation.blocks import Block, Blocks, computed
from bizcase.study.simulation.interrupt import deaf_children
from bizcase.study.simulation.task import Task

BLOCKS_AT_ONCE = 8
_AHEAD = 2  # pieces of work that wait for each process
_BACKLOG = 32  # pieces that may be done before an earlier one is
_WORTH_A_PROCESS = 100  # blocks; fewer are done before another process has started

Piece = tuple[int, int]  # the first block, and the one after the last


def usual_workers(blocks: int) -> int:
    """How many processes make a simulation quicker: at most one for each processor."""
    processors = getattr(os, "process_cpu_count", os.cpu_count)() or 1
    return max(1, min(processors, blocks // _WORTH_A_PROCESS))


def pieces_of(task: Task) -> Iterator[Piece]:
    """The blocks of a task in parts that are worth the way to another process."""
    for first in range(0, task.blocks, BLOCKS_AT_ONCE):
        yield first, min(first + BLOCKS_AT_ONCE, task.blocks)


def blocks_in_order(task: Task, own: Blocks, workers: int) -> Generator[Block, None, None]:
    """Every block of a task, the first one first; `own` are the blocks of this process."""
    pieces = deque(pieces_of(task))
    helping = min(workers, len(pieces)) - 1
    if helping < 1:
        return own.computed(0, task.blocks)
    return _shared(task, own, pieces, helping)


def _shared(
    task: Task, own: Blocks, pieces: deque[Piece], helping: int
) -> Generator[Block, None, None]:
    name, packed = task.packed()
    # The task goes with every piece of work: a process that starts would let this one wait for it.
    pool = ProcessPoolExecutor(helping, get_context("spawn"), initializer=_prepare)
    running: dict[Future[list[Block]], Piece] = {}
    done: dict[int, list[Block]] = {}
    following = 0
    alive = True
    try:
        while following < task.blocks:
            while alive and pieces and len(running) < helping * _AHEAD:
                try:
                    with deaf_children():
                        running[pool.submit(computed, name, packed, *pieces[0])] = pieces[0]
                    pieces.popleft()
                except BrokenProcessPool:
                    alive = False
            for future in [f for f in running if f.done()]:
                first, last = running.pop(future)
                try:
                    found = future.result()
                except BrokenProcessPool:  # a process was lost: this one does its work
                    alive = False
                    pieces.appendleft((first, last))
                    continue
                if first >= following:
                    done[first] = found
            if following in done:
                found = done.pop(following)
                following += len(found)
                yield from found
                continue
            while pieces and (pieces[0][0] < following or pieces[0][0] in done):
                pieces.popleft()  # the work of a lost process that was done here before
            # What another process has not done yet is done twice when nothing is left to begin, or
            # too much waits for it: it may have only just started, and the figures are the same.
            late = [piece for piece in running.values() if piece[0] not in done]
            if late and (not pieces or len(done) >= _BACKLOG):
                piece = min(late)
            elif pieces:
                piece = pieces.popleft()
            else:
                continue
            done[piece[0]] = list(own.computed(*piece))
    finally:
        # Processes end by themselves: to kill one may leave the others waiting for its lock.
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare() -> None:
    """Begins in a new process: the one that has called it hears Ctrl-C for both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
