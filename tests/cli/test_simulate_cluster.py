"""`bizcase simulate --cluster`: the same JSON as on one machine, and what is said without one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from bizcase.study.simulation import cluster as asking
from tests.cli.conftest import Program

THERMOSTAT = Path(__file__).parents[2] / "scenarios" / "thermostat.yaml"
ASKED = ("simulate", THERMOSTAT, "--json", "--trials", 9_500, "--seed", 3, "--row", "revenue")


@pytest.fixture
def address() -> Iterator[str]:
    with LocalCluster(
        n_workers=1, processes=False, threads_per_worker=2, protocol="tcp", dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_prints_the_same_json(program: Program, address: str) -> None:
    alone = program(*ASKED, "--workers", 1)
    shared = program(*ASKED, "--cluster", address)
    assert shared.status == alone.status == 0
    assert shared.out == alone.out
    assert shared.err == alone.err


def test_without_a_cluster_it_says_what_to_do(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.5)
    shown = program("simulate", THERMOSTAT, "--cluster", "tcp://127.0.0.1:1")
    assert (shown.status, shown.out) == (1, "")
    assert shown.err == (
        "error[no-cluster]: no cluster answers at `tcp://127.0.0.1:1`: nothing within 0.5 seconds\n"
        "  = help: give the address that `dask scheduler` prints, like tcp://10.0.0.5:8786\n"
        "\n1 error\n"
    )


def test_without_dask_it_says_what_to_install(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    shown = program("simulate", THERMOSTAT, "--cluster", "tcp://127.0.0.1:1")
    assert (shown.status, shown.out) == (1, "")
    assert "pip install 'bizcase[dask]'" in shown.err


def test_processes_and_a_cluster_exclude_each_other(program: Program) -> None:
    shown = program("simulate", THERMOSTAT, "--cluster", "tcp://a:1", "--workers", 2)
    assert shown.status == 2
    assert "choose one of --workers and --cluster" in " ".join(shown.err.split())
