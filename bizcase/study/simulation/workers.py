"""Shares the blocks of a task among processes, and gives them back in their order.

The calling process works too. Which process computes a block changes nothing in it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator
from queue import SimpleQueue

from bizcase.study.simulation.blocks import Block, Blocks
from bizcase.study.simulation.processes import Piece, Told, processes
from bizcase.study.simulation.task import Task

BLOCKS_AT_ONCE = 8
_AHEAD = 2  # pieces of work that wait for each process
_BACKLOG = 32  # pieces that may be done before an earlier one is
_WORTH_A_PROCESS = 100  # blocks; fewer are done before another process has started


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
    asked: SimpleQueue[Piece | None] = SimpleQueue()
    told: SimpleQueue[Told] = SimpleQueue()
    running: set[Piece] = set()
    done: dict[int, list[Block]] = {}
    following = 0
    with processes(helping, task, asked, told):
        while following < task.blocks:
            while pieces and len(running) < helping * _AHEAD:
                piece = pieces.popleft()
                running.add(piece)
                asked.put(piece)
            while not told.empty():
                piece, found = told.get()
                running.discard(piece)
                if isinstance(found, Exception):
                    raise found
                if found is None:  # a process was lost: another one does its work
                    helping -= 1
                    pieces.appendleft(piece)
                elif piece[0] >= following:
                    done[piece[0]] = found
            if following in done:
                blocks = done.pop(following)
                following += len(blocks)
                yield from blocks
                continue
            while pieces and (pieces[0][0] < following or pieces[0][0] in done):
                pieces.popleft()  # the work of a lost process that was done here before
            # What another process has not done yet is done twice when nothing is left to begin, or
            # too much waits for it: it may have only just started, and the figures are the same.
            late = [one for one in running if one[0] >= following and one[0] not in done]
            if late and (not pieces or len(done) >= _BACKLOG):
                piece = min(late)
            elif pieces:
                piece = pieces.popleft()
            else:
                continue
            done[piece[0]] = list(own.computed(*piece))
