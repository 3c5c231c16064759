"""A Dask cluster gives the figures of one process, says what is wrong with it, is left clean."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic, sleep
from typing import Any

import pytest
from distributed import LocalCluster

from bizcase.engine.model import Model
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.study.simulate import simulate
from bizcase.study.simulation import cluster as asking
from bizcase.study.simulation import workforce
from bizcase.study.simulation.edition import edition
from tests.study.test_simulate import THERMOSTAT, figures, too_wide

TRIALS = 26_500


@pytest.fixture(scope="module")
def thermostat() -> Model:
    return load_model(THERMOSTAT)


@pytest.fixture(scope="module")
def processes() -> Iterator[Any]:
    """Two workers, each a process of its own."""
    with LocalCluster(
        n_workers=2, processes=True, threads_per_worker=1, dashboard_address=":0"
    ) as cluster:
        yield cluster


@pytest.fixture
def threads() -> Iterator[Any]:
    """One worker of this process, with two threads, for what would hurt the others."""
    with LocalCluster(
        n_workers=1, processes=False, threads_per_worker=2, protocol="tcp", dashboard_address=":0"
    ) as cluster:
        yield cluster


def at(trials: int, act: Callable[[], object]) -> Callable[[int, int], None]:
    """Something that happens once so many trials are done."""
    left = [act]

    def told(done: int, _of: int) -> None:
        if done >= trials and left:
            left.pop()()

    return told


def wrong(model: Model, address: str, trials: int = TRIALS, **wishes: Any) -> str:
    with pytest.raises(ProblemsFoundError) as found:
        simulate(model, trials, 7, cluster=address, **wishes)
    return str(found.value)


@pytest.fixture(scope="module")
def alone(thermostat: Model) -> str:
    return figures(simulate(thermostat, TRIALS, 7))


@pytest.mark.parametrize("tile", [500, 5_000])
def test_processes_and_a_cluster_do_not_change_a_bit(
    thermostat: Model, processes: Any, alone: str, tile: int
) -> None:
    told: list[int] = []
    shared = simulate(
        thermostat, TRIALS, 7, tile=tile, cluster=processes.scheduler_address,
        progress=lambda done, _of: told.append(done),
    )  # fmt: skip
    assert figures(shared) == alone
    assert told == [*range(1_000, TRIALS, 1_000), TRIALS]
    for workers in (1, 2, 3):
        assert figures(simulate(thermostat, TRIALS, 7, workers=workers, tile=tile)) == alone


def test_threads_of_a_worker_do_not_disturb_each_other(
    thermostat: Model, threads: Any, alone: str
) -> None:
    assert figures(simulate(thermostat, TRIALS, 7, cluster=threads.scheduler_address)) == alone


def test_a_worker_that_dies_costs_time_but_no_figure(
    thermostat: Model, processes: Any, alone: str
) -> None:
    one, *_ = processes.workers.values()
    kill = at(5_000, lambda: os.kill(one.pid, signal.SIGKILL))
    address = processes.scheduler_address
    assert figures(simulate(thermostat, TRIALS, 7, cluster=address, progress=kill)) == alone


@pytest.mark.parametrize("press", [lambda: os.kill(os.getpid(), signal.SIGINT), None])
def test_ctrl_c_leaves_nothing_running(
    thermostat: Model, processes: Any, press: Callable[[], object] | None
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    ended = simulate(
        thermostat, 400_000, 7, cluster=processes.scheduler_address,
        progress=at(20_000, press or interrupt),
    )  # fmt: skip
    assert 20_000 <= ended.trials < 400_000
    assert figures(replace(ended, asked=ended.trials)) == figures(
        simulate(thermostat, ended.trials, 7)
    )
    until = monotonic() + 30
    while processes.scheduler.tasks and monotonic() < until:
        sleep(0.05)
    assert not processes.scheduler.tasks
    assert "cluster" not in {thread.name for thread in threading.enumerate()}


def test_ctrl_c_is_heard_while_nothing_comes(
    thermostat: Model, threads: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, released = threading.Event(), threading.Event()

    def idle(*_asked: object) -> list[object]:
        began.set()
        released.wait(60)
        return []

    def press() -> None:
        began.wait()
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(asking, "computed", idle)
    pressing = threading.Thread(target=press)
    pressing.start()
    with pytest.raises(KeyboardInterrupt):
        simulate(thermostat, TRIALS, 7, cluster=threads.scheduler_address)
    assert not released.is_set()
    released.set()
    pressing.join()


def test_without_dask_it_says_what_to_install(
    thermostat: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "no-cluster: a cluster is reached through Dask" in wrong(thermostat, "tcp://a:1")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://127.0.0.1:1", "nothing within 0.5 seconds"),
        ("nowhere.invalid:8786", "nothing within 0.5 seconds"),
        ("nowhere", "missing port number"),
        ("gopher://127.0.0.1:70", "unknown address scheme"),
        ("", "missing port number"),
    ],
)
def test_an_address_without_a_cluster_is_said(
    thermostat: Model, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.5)
    said = wrong(thermostat, address)
    assert f"no-cluster: no cluster answers at `{address}`: {words}" in said


def test_a_cluster_without_workers_is_said(
    thermostat: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workforce, "PATIENCE", 0.5)
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=":0") as none:
        assert "no-cluster: the cluster has no workers" in wrong(thermostat, none.scheduler_address)


def pretend(monkeypatch: pytest.MonkeyPatch, **other: str) -> None:
    """Takes this process for one of another edition; its workers are as ever."""
    monkeypatch.setattr(asking, "edition", lambda: replace(edition(), **other))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"bizcase": "9.9"}, "bizcase 0.1.0 instead of 9.9"),
        ({"numpy": "9.9"}, " instead of 9.9"),
        ({"code": "other"}, "with another text of the program"),
    ],
)
def test_workers_of_another_edition_are_refused(
    thermostat: Model, processes: Any, monkeypatch: pytest.MonkeyPatch,
    other: dict[str, str], words: str,
) -> None:  # fmt: skip
    processes.wait_for_workers(2, 120)  # one that has died before may still be starting
    pretend(monkeypatch, **other)
    said = wrong(thermostat, processes.scheduler_address)
    assert said.count("cluster-differs") == said.count(words) == 2


def test_a_worker_of_another_edition_that_comes_late_is_refused(
    thermostat: Model, processes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody(_self: object) -> None:
        """When asked at first, none of them is there."""

    monkeypatch.setattr(workforce.Workforce, "check", nobody)
    pretend(monkeypatch, numpy="9.9")
    assert "instead of 9.9" in wrong(thermostat, processes.scheduler_address)


def test_another_kind_of_processor_is_remarked(
    thermostat: Model, processes: Any, alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, figures="other")
    found = simulate(thermostat, TRIALS, 7, cluster=processes.scheduler_address)
    (remark,) = [p for p in found.problems if p.code == "cluster-differs"]
    assert remark.severity == "warning"
    kept = tuple(p for p in found.problems if p is not remark)
    assert figures(replace(found, problems=kept)) == alone


def test_a_worker_without_bizcase_is_said(
    thermostat: Model, threads: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def missing(*_asked: object, **_wishes: object) -> dict[str, object]:
        return {"tcp://a:1": ModuleNotFoundError("No module named 'bizcase'")}

    monkeypatch.setattr("distributed.Client.run", missing)
    said = wrong(thermostat, threads.scheduler_address)
    assert "cannot run this bizcase: No module named 'bizcase'" in said


def test_workers_that_are_all_gone_are_said(
    thermostat: Model, threads: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workforce, "PATIENCE", 2.0)
    gone = at(5_000, lambda: threads.scale(0))
    said = wrong(thermostat, threads.scheduler_address, 2_000_000, progress=gone)
    assert "cluster-lost: the cluster has no workers any more" in said


def test_a_scheduler_that_ends_is_said(thermostat: Model, threads: Any) -> None:
    end = at(5_000, threads.close)
    said = wrong(thermostat, threads.scheduler_address, 2_000_000, progress=end)
    assert "cluster-lost" in said


def test_a_range_without_a_law_is_said(thermostat: Model, threads: Any) -> None:
    said = wrong(too_wide(thermostat), threads.scheduler_address)
    assert "its distribution would reach" in said


def test_an_error_of_a_worker_is_said(
    thermostat: Model, threads: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_asked: object) -> list[object]:
        raise MemoryError("no room")

    monkeypatch.setattr(asking, "computed", full)
    said = wrong(thermostat, threads.scheduler_address)
    assert "cluster-lost: a worker cannot do its work: MemoryError: no room" in said
