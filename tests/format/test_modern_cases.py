"""Two modern cases run as their authors write them: hardware with consumables, and software."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase

FOLDER = Path(__file__).parent / "modern"
HARDWARE = bizcase.load(FOLDER / "hardware.yaml").run()
SAAS = bizcase.load(FOLDER / "saas.yaml")


def test_hardware_follows_its_assumptions() -> None:
    rows = {name: [value or 0.0 for value in row] for name, row in HARDWARE.rows.items()}
    assert not HARDWARE.problems
    net_price = 129 * (1 - 0.32) * (1 - 0.04)
    assert sum(rows["sparkler.revenue"]) == pytest.approx(sum(rows["sparkler.units"]) * net_price)
    base = rows["sparkler.installed_base"]
    in_use = (base[23] + base[24]) / 2
    assert rows["cartridge.units"][24] == pytest.approx(in_use * 7 / 12 * 0.95)
    assert rows["costs.launch"][8:14] == pytest.approx(
        [600e3 * k / 36 for k in (11, 9, 7, 5, 3, 1)]
    )
    assert rows["costs.platform_team"][1] == pytest.approx(9 * 82e3 / 12)
    incremental = 0.6 * 9 * 82e3 / 12
    assert rows["operating_costs"][1] == pytest.approx(incremental)
    assert rows["depreciation"][9:11] == pytest.approx([0, 1.4e6 / 60])
    stock = 75 * 12 / 365 * rows["cost_of_sales"][25]
    assert rows["working_capital.inventory"][24] == pytest.approx(stock)


def test_software_follows_its_assumptions() -> None:
    run = SAAS.run()
    rows = {name: [value or 0.0 for value in row] for name, row in run.rows.items()}
    assert not run.problems
    average = (rows["rota.subscribers"][29] + rows["rota.subscribers"][30]) / 2
    assert rows["rota.subscribers"][8] == pytest.approx(40 * (1 - 0.015) + 40)
    assert rows["rota.revenue"][30] == pytest.approx(average * 95)
    assert rows["rota.cost_of_sales"][30] == pytest.approx(average * 6.5)
    assert rows["costs.developers"][13] == pytest.approx(8 * 78e3 / 12 * 1.24 * 1.03)
    assert rows["terminal_value"][60] == pytest.approx(3 * sum(rows["revenue"][49:61]))
    assert sum(rows["costs.security_audit"]) == 5 * 35e3
    slow = SAAS.run(case="slow")
    assert [bool(value) for value in slow.rows["rota.subscribers"][7:12]] == [False] * 3 + [
        True
    ] * 2
