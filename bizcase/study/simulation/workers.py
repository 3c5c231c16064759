"""Shares the blocks of a task among processes, and gives them back in their order.

The calling process works too. Which process computes a block changes nothing in it.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from bizcase.study.simulation.blocks import Block, Blocks, begin, computed
from bizcase.study.simulation.task import Task

BLOCKS_AT_ONCE = 8
_AHEAD = 2  # pieces of work that wait for each process
_WORTH_A_PROCESS = 100  # blocks; fewer are done before another process has started

Piece = tuple[int, int]  # the first block, and the one after the last


def usual_workers(blocks: int) -> int:
    """How many processes make a simulation quicker: at most one for each processor."""
    processors = getattr(os, "process_cpu_count", os.cpu_count)() or 1
    return max(1, min(processors, blocks // _WORTH_A_PROCESS))


def blocks_in_order(task: Task, own: Blocks, workers: int) -> Iterator[Block]:
    """Every block of a task, the first one first; `own` are the blocks of this process."""
    pieces = deque(
        (first, min(first + BLOCKS_AT_ONCE, task.blocks))
        for first in range(0, task.blocks, BLOCKS_AT_ONCE)
    )
    helping = min(workers, len(pieces)) - 1
    if helping < 1:
        return own.computed(0, task.blocks)
    return _shared(task, own, pieces, helping)


def _shared(task: Task, own: Blocks, pieces: deque[Piece], helping: int) -> Iterator[Block]:
    name, packed = task.packed()
    pool = ProcessPoolExecutor(
        helping, get_context("spawn"), initializer=_prepare, initargs=(name, packed)
    )
    running: dict[Future[list[Block]], Piece] = {}
    done: dict[int, list[Block]] = {}
    following = 0
    alive = True
    try:
        while following < task.blocks:
            while alive and pieces and len(running) < helping * _AHEAD:
                piece = pieces.popleft()
                running[pool.submit(computed, name, *piece)] = piece
            for future in [f for f in running if f.done()]:
                piece = running.pop(future)
                try:
                    done[piece[0]] = future.result()
                except BrokenProcessPool:  # a process was lost: this one does its work
                    alive = False
                    pieces.appendleft(piece)
            if following in done:
                found = done.pop(following)
                following += len(found)
                yield from found
            elif pieces:
                first, last = pieces.popleft()
                done[first] = list(own.computed(first, last))
            else:
                wait(running, return_when=FIRST_COMPLETED)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare(name: str, packed: bytes) -> None:
    """Begins in a new process: the one that has called it hears Ctrl-C for both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin(name, packed)
