"""Computes the blocks of a task on a Dask cluster, and gives them back in their order.

This process asks for pieces of work, a few for each thread of the cluster, and only reduces what
comes back. Workers must have the program that asks: else figures would depend on who made them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import CancelledError
from contextlib import aclosing, suppress
from importlib import import_module
from itertools import islice
from typing import Any

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.simulation.blocks import Block, computed, forget
from bizcase.study.simulation.edition import Edition, edition
from bizcase.study.simulation.loop import loop_in_a_thread, quiet
from bizcase.study.simulation.task import Task
from bizcase.study.simulation.workers import pieces_of
from bizcase.study.simulation.workforce import PATIENCE, Workforce, lost

_GLANCE = 0.1  # seconds after which Ctrl-C is heard
_AHEAD = 3  # pieces of work in flight for each thread
Work = tuple[Edition, str, bytes]  # the wanted edition, and the task as it is packed
Made = tuple[str, Edition, list[Block]]  # by whom, in which edition, and what
_LOGGERS = ("distributed", "distributed.client")


def blocks_on_cluster(
    task: Task, address: str, stopped: Callable[[], bool], remark: Callable[[Problem], None]
) -> Generator[Block, None, None]:
    """Every block of a task, the first one first, until `stopped` says so.

    `remark` is told of what does not keep the cluster from being used. Raises ProblemsFoundError
    if Dask is not installed, no cluster answers, a worker has another program, or all are lost.
    """
    try:
        dask = import_module("distributed")
    except ImportError as why:
        said = "a cluster is reached through Dask, which is not installed here"
        remedy = "pip install 'bizcase[dask]'"
        raise ProblemsFoundError([Problem("no-cluster", said, help=remedy)]) from why
    with quiet(*_LOGGERS), loop_in_a_thread() as awaited:
        pieces = _pieces(dask, task, address, stopped, remark)

        async def following() -> list[Block] | None:
            return await anext(pieces, None)

        try:
            while (blocks := awaited(following())) is not None:
                yield from blocks
        finally:
            awaited(pieces.aclose())


async def _pieces(
    dask: Any,
    task: Task,
    address: str,
    stopped: Callable[[], bool],
    remark: Callable[[Problem], None],
) -> AsyncGenerator[list[Block], None]:
    client = await _connected(dask, address)
    try:
        workforce = Workforce(client, edition(), remark)
        await workforce.check()
        async with aclosing(_in_order(client, workforce, task)) as pieces:
            async for blocks in pieces:
                if stopped():
                    return
                yield blocks
    except ProblemsFoundError:
        raise
    except dask.KilledWorker as why:
        remedy = "their logs say why; if it is memory, start workers with fewer threads"
        raise lost("workers died again and again over the same trials", remedy) from why
    except (OSError, CancelledError) as why:
        said = f"the connection to the cluster at {address} is lost"
        raise lost(said, "see whether the scheduler still runs") from why
    except Exception as why:
        said = f"a worker cannot do its work: {type(why).__name__}: {_words(why)}"
        raise lost(said, "its log says more") from why
    finally:
        with suppress(Exception):
            await asyncio.wait_for(client.run(forget, on_error="ignore"), PATIENCE)
        with suppress(Exception):
            await client.close()


async def _connected(dask: Any, address: str) -> Any:
    """A client of the scheduler."""
    client: Any = None
    try:
        client = dask.Client(address, asynchronous=True, timeout=PATIENCE, set_as_default=False)
        return await asyncio.wait_for(client, PATIENCE)
    except Exception as why:  # whatever answers there may answer anything
        with suppress(Exception):
            await client.close(PATIENCE)
        silent = isinstance(why, OSError)
        words = f"nothing within {PATIENCE:g} seconds" if silent else _words(why)
        said = f"no cluster answers at `{address}`: {words}"
        remedy = "give the address that `dask scheduler` prints, like tcp://10.0.0.5:8786"
        raise ProblemsFoundError([Problem("no-cluster", said, help=remedy)]) from why


async def _in_order(
    client: Any, workforce: Workforce, task: Task
) -> AsyncGenerator[list[Block], None]:
    """The blocks as they come; from time to time none, if none has come."""
    work = workforce.own, *task.packed()
    left = iter(pieces_of(task))
    waiting: deque[asyncio.Task[Made]] = deque()
    try:
        while True:
            room = _AHEAD * await workforce.threads() - len(waiting)
            for first, last in islice(left, max(0, room)):
                waiting.append(asyncio.create_task(_done(client, work, first, last)))
            if not waiting:
                return
            await asyncio.wait([waiting[0]], timeout=_GLANCE)
            if not waiting[0].done():
                yield []
                continue
            worker, found, blocks = waiting.popleft().result()
            workforce.compare(worker, found)
            yield blocks
    finally:
        for piece in waiting:
            piece.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def _done(client: Any, work: Work, first: int, last: int) -> Made:
    future = client.submit(made, *work, first, last, pure=False)
    try:
        found: Made = await future
    finally:
        if not future.done():
            await future.cancel(force=True)
    return found


def made(wanted: Edition, name: str, packed: bytes, first: int, last: int) -> Made:
    """What a worker is asked for: who it is, and blocks if its program is the wanted one."""
    from distributed import get_worker

    own = edition()
    blocks = [] if own.other_than(wanted) else computed(name, packed, first, last)
    return get_worker().address, own, blocks


def _words(why: Exception) -> str:
    """The first line of what an error says."""
    return (str(why).strip() or type(why).__name__).splitlines()[0]
