"""The yardstick case in NumPy as fast as a patient hand makes it: tiles that stay in the cache.

A tile is some months x trials. No array is made anew, what all trials share stays one value a
month, what multiplies the same row is added up beforehand, and loops run over months only.
"""

from __future__ import annotations

import numpy as np

from benchmarks.yardstick.columns import (
    ACQUISITION,
    DEVICE_PRICE,
    DISCOUNT,
    FIXED,
    HALVING,
    HOSTING,
    PER_YEAR,
    PERIODS,
    PREMIUM,
    SUPPORT,
    TERMINAL,
    TIED_UP,
    WRITTEN_OFF,
    YEAR,
    Array,
)
from benchmarks.yardstick.tile_irr import Rates
from tests.yardstick.by_hand import TAX

KEPT = 1 - 0.029 - 0.04  # of revenue, after fees and overheads that are shares of it
# What a unit of each row adds to EBITDA, month by month.
FEE_REVENUE = (1 + PREMIUM - 0.03)[:, None]
DEVICE_REVENUE = (DEVICE_PRICE * (1 - 0.03))[:, None]
PER_NEW = (-0.02 * DEVICE_PRICE - ACQUISITION)[:, None]
PER_SUBSCRIBER = (HOSTING + SUPPORT)[:, None]
SPENT = FIXED[:, None]
OFF = WRITTEN_OFF[:, None]
TIME = YEAR[:, None]


class Tile:
    """Buffers for `trials` trials, `months` months of them at a time."""

    def __init__(self, trials: int = 2_048, months: int = 12) -> None:
        self.trials, self.months = trials, months
        self.adopters, self.subscribers, self.revenue, self.made = np.zeros((4, months + 1, trials))
        self.rooms = np.empty((4, months, trials))
        self.vectors = np.empty((2, trials))
        self.flows = np.empty((PERIODS + 1, trials))
        self.total = np.empty((PERIODS + 1, trials))
        self.below = np.empty((PERIODS + 1, trials), dtype=bool)
        self.turns = np.empty((PERIODS, trials), dtype=bool)
        self.rates = Rates(trials)

    def run(self, draws: Array) -> Array:
        """NPV, IRR, payback and peak funding, (4, trials), of inputs (8, trials)."""
        innovation, imitation, market, price, erosion, learning, churn, platform = draws
        speed, ratio = -(innovation + imitation), imitation / innovation
        stays, falls, steepness = 1 - churn, np.log1p(-erosion), np.log(learning) / HALVING
        losses, room = self.vectors
        losses[:] = 0.0
        for carried in (self.adopters, self.subscribers, self.revenue, self.made):
            carried[-1] = 0.0
        np.negative(platform, out=self.flows[0])
        for first in range(1, PERIODS + 1, self.months):
            part = slice(first, first + self.months)
            for carried in (self.adopters, self.subscribers, self.revenue, self.made):
                carried[0] = carried[-1]
            new, average, third, fourth = self.rooms
            self._customers(TIME[part], market, speed, ratio, stays)
            np.multiply(TIME[part], falls, out=third)
            np.exp(third, out=third)
            np.multiply(third, price, out=third)
            np.multiply(third, average, out=third)  # fees
            np.multiply(third, FEE_REVENUE[part], out=third)
            np.multiply(new, DEVICE_REVENUE[part], out=self.revenue[1:])
            np.add(self.revenue[1:], third, out=self.revenue[1:])
            np.multiply(self.revenue[1:], KEPT, out=third)  # on the way to EBITDA
            np.multiply(new, PER_NEW[part], out=fourth)
            np.add(third, fourth, out=third)
            np.multiply(average, PER_SUBSCRIBER[part], out=fourth)
            np.subtract(third, fourth, out=third)
            np.subtract(third, SPENT[part], out=third)
            np.multiply(average, 0.002, out=average)
            np.add(average, new, out=average)  # units
            for month in range(self.months):
                np.add(self.made[month], average[month], out=self.made[month + 1])
            np.multiply(self.made[1:], 1 / 1_000, out=fourth)
            np.maximum(fourth, 1.0, out=fourth)
            np.power(fourth, steepness, out=fourth)
            np.multiply(fourth, average, out=fourth)
            np.multiply(fourth, 120, out=fourth)
            np.subtract(third, fourth, out=third)  # EBITDA
            np.multiply(OFF[part], platform, out=fourth)
            np.subtract(third, fourth, out=fourth)  # EBIT
            for profit in fourth:
                np.subtract(profit, losses, out=room)
                np.maximum(room, 0.0, out=profit)  # taxed
                np.subtract(profit, room, out=losses)
            np.multiply(fourth, TAX, out=fourth)
            np.subtract(third, fourth, out=third)
            np.subtract(self.revenue[1:], self.revenue[:-1], out=fourth)
            np.multiply(fourth, TIED_UP, out=fourth)
            np.subtract(third, fourth, out=self.flows[part])
        return self._measured()

    def _customers(
        self, time: Array, market: Array, speed: Array, ratio: Array, stays: Array
    ) -> None:
        new, average, room, _ = self.rooms
        np.multiply(time, speed, out=new)
        np.exp(new, out=new)
        np.multiply(new, ratio, out=room)
        np.add(room, 1.0, out=room)
        np.subtract(1.0, new, out=new)
        np.divide(new, room, out=new)
        np.multiply(new, market, out=self.adopters[1:])
        np.subtract(self.adopters[1:], self.adopters[:-1], out=new)
        for month in range(self.months):
            after = self.subscribers[month + 1]
            np.multiply(self.subscribers[month], stays, out=after)
            np.add(after, new[month], out=after)
        np.add(self.subscribers[1:], self.subscribers[:-1], out=average)
        np.multiply(average, 0.5, out=average)

    def _measured(self) -> Array:
        flows, total = self.flows, self.total
        terminal = np.maximum(np.add.reduce(flows[-PER_YEAR:], axis=0), 0.0) * TERMINAL
        total[0] = flows[0]
        for month in range(1, PERIODS + 1):
            np.add(total[month - 1], flows[month], out=total[month])
        peak = np.maximum(-np.minimum.reduce(total, axis=0), 0.0)
        payback = self._payback()
        np.add(flows[-1], terminal, out=flows[-1])
        return np.array(
            [np.einsum("m,mn->n", DISCOUNT, flows), self.rates.of(flows), payback, peak]
        )

    def _payback(self) -> Array:
        """The months below zero are counted; where they are not in one piece they are searched."""
        below = np.less(self.total, 0.0, out=self.below)
        turns = np.not_equal(below[1:], below[:-1], out=self.turns)
        first = np.add.reduce(below.view(np.uint8), axis=0, dtype=np.uint8).astype(np.intp)
        often = np.flatnonzero(np.add.reduce(turns.view(np.uint8), axis=0, dtype=np.uint8) > 1)
        first[often] = np.argmin(below[:, often], axis=0)
        never = first > PERIODS
        first[never] = PERIODS
        trial = np.arange(self.trials)
        years = (first - 1 - self.total[first - 1, trial] / self.flows[first, trial]) / PER_YEAR
        years[never] = np.inf
        return years


def in_tiles(tile: Tile, draws: Array) -> Array:
    """NPV, IRR, payback and peak funding, (4, trials), of any number of inputs (8, trials)."""
    found = np.empty((4, draws.shape[1]))
    room = np.empty((len(draws), tile.trials))
    for first in range(0, draws.shape[1], tile.trials):
        part = draws[:, first : first + tile.trials]
        count = part.shape[1]
        room[:, :count] = part
        room[:, count:] = part[:, :1]
        found[:, first : first + count] = tile.run(room)[:, :count]
    return found
