"""Gathers sums of multiples: 3 x + y - (x + 2 y) is computed as 2 x - y.

The lines of a business case are shares of each other that are added up; a tile of trials is read
and written once for every operation, so that fewer operations are less time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from bizcase.engine.operations import IN_PLACE, OPERATIONS
from bizcase.engine.plan import (
    Instruction,
    Known,
    Local,
    Loop,
    Operand,
    Pass,
    Temp,
    Vector,
    instructions,
)
from bizcase.engine.simplify import Constant, combined, negative, without_dead_code

_SYMBOLS = {OPERATIONS[symbol]: symbol for symbol in ("+", "-", "*", "neg", "min", "max")}
_SYMBOLS[np.positive] = "copy"
_IF = OPERATIONS["if"]
_ROUNDS = 3  # what one leaves dead can make another shorter


@dataclass(slots=True)
class _Form:
    """The sum of the terms, each times its factor, and a constant."""

    terms: dict[Operand, Constant] = field(default_factory=dict)
    constant: Constant = 0.0

    @property
    def is_multiple(self) -> bool:
        """Whether it is a multiple of one term."""
        return len(self.terms) <= 1 and self.constant == 0.0


class _TooLargeError(Exception):
    """A product of constants overflows: then it matters in which order one multiplies."""


def gather(part: Pass, inputs: int) -> None:
    """Rewrites the code of a pass where that makes it shorter.

    `inputs` is the number of varying inputs: these are never missing, so that one of them times 0
    is 0. Of anything else 0 times it is left away only beside what is missing wherever it is.
    """
    for _ in range(_ROUNDS):
        try:
            shorter = Pass(part.segment, _Gathering(part, inputs).code)
        except _TooLargeError:
            return
        without_dead_code(shorter)
        if len(shorter.code) >= len(part.code):
            return
        part.code = shorter.code


class _Gathering:
    def __init__(self, part: Pass, inputs: int) -> None:
        self.inputs = inputs
        self.made = {s.out: s for s in part.code if isinstance(s, Instruction)}
        self.strict = _strict(part)
        self.forms: dict[Operand, _Form] = {}  # of temps that are not computed by themselves
        self.products: dict[tuple[Operand, ...], Operand] = {}
        self.temps = 1 + max((o.number for o in self.made if isinstance(o, Temp)), default=0)
        self.code: list[Instruction | Loop] = []
        uses, summed = _uses(part)
        for step in part.code:
            if isinstance(step, Loop) or _symbol(step, self.made) is None:
                self.code.append(step)
                continue
            product = _symbol(step, self.made) == "product"
            form = self.scaled_product(step) if product else self.cheapest(step)
            if form is None:
                continue
            only_summed = isinstance(step.out, Temp) and uses[step.out] == summed[step.out]
            if only_summed and (form.is_multiple or uses[step.out] == 1):
                self.forms[step.out] = form
            else:
                self.write(form, step.out)

    def scaled_product(self, step: Instruction) -> _Form | None:
        """A product of multiples as a multiple of a product; None if it is written as it is."""
        atoms: list[Operand] = []
        factor: Constant = 1.0
        for operand in step.arguments:
            form = self.of(operand)
            if form.is_multiple and form.terms:
                ((operand, own),) = form.terms.items()
                factor = _combined("*", factor, own)
            elif operand in self.forms:
                self.write(self.forms.pop(operand), operand)
            atoms.append(operand)
        if factor == 1.0:
            self.code.append(Instruction(step.operation, tuple(atoms), step.out, step.in_place))
            return None
        return _Form({self.product(*atoms): factor})

    def cheapest(self, step: Instruction) -> _Form:
        """What a step computes, as a sum of what its operands are sums of, if that is cheaper."""
        form = self.form(step)
        waiting = [a for a in dict.fromkeys(step.arguments) if a in self.forms]
        if self.cost(form) <= 1 + sum(self.cost(self.forms[a]) for a in waiting):
            return form
        for operand in waiting:
            self.write(self.forms.pop(operand), operand)
        return self.form(step)

    def cost(self, form: _Form) -> int:
        """How many operations a sum takes."""
        factors = [f for a, f in form.terms.items() if f != 0.0 or not self.is_nothing(a, form)]
        sums = len(factors) - (form.constant == 0.0)
        return sums + sum(factor not in (1.0, -1.0) for factor in factors)

    def form(self, step: Instruction) -> _Form:
        """What a step computes, as a sum of what its operands are sums of."""
        symbol = _symbol(step, self.made)
        if symbol == "zero":
            inner = self.made[_moving(step)]
            nothing = _times(self.of(_moving(inner)), 0.0)
            return _Form(nothing.terms, _constant(step))
        if symbol == "*":
            return _times(self.of(_moving(step)), _constant(step))
        first, *rest = (self.of(argument) for argument in step.arguments)
        if symbol == "neg":
            return _times(first, -1.0)
        for form in rest:
            first = _plus(first, form if symbol == "+" else _times(form, -1.0))
        return first

    def of(self, operand: Operand) -> _Form:
        """The sum that an operand is."""
        if isinstance(operand, Constant):
            return _Form({}, operand)
        return self.forms.get(operand, _Form({operand: 1.0}))

    def write(self, form: _Form, out: Operand) -> None:
        """Adds the steps that compute a sum into `out`; what has the factor 1 comes first."""
        before = len(self.code)
        terms = [t for t in form.terms.items() if t[1] != 0.0 or not self.is_nothing(t[0], form)]
        constant = form.constant
        total: Operand | None = None
        if -1.0 in form.terms.values() and 1.0 not in form.terms.values() and constant != 0.0:
            total, constant = constant, 0.0
            terms.sort(key=lambda term: term[1] != -1.0)
        for atom, factor in sorted(terms, key=lambda term: term[1] != 1.0):
            opposite = atom if factor == -1.0 else self.products.get((atom, negative(factor)))
            if total is not None and opposite is not None:
                total = self.add("-", total, opposite)
                continue
            term = atom if factor == 1.0 else self.product(atom, factor)
            total = term if total is None else self.add("+", total, term)
        if total is None:
            total = form.constant
        elif constant != 0.0:
            total = self.add("+", total, constant)
        last = self.code[-1] if len(self.code) > before else None
        if isinstance(last, Instruction) and last.out == total:
            last.out = out
            if last.operation is np.multiply:
                self.products[last.arguments] = out
        else:
            self.code.append(Instruction(np.positive, (total,), out))

    def product(self, atom: Operand, factor: Operand) -> Operand:
        if (atom, factor) not in self.products:
            self.products[atom, factor] = self.add("*", atom, factor)
        return self.products[atom, factor]

    def add(self, symbol: str, *operands: Operand) -> Operand:
        out = Temp(self.temps)
        self.temps += 1
        self.code.append(Instruction(OPERATIONS[symbol], operands, out, symbol in IN_PLACE))
        return out

    def is_nothing(self, atom: Operand, form: _Form) -> bool:
        """Whether 0 times an atom adds nothing to a form: it is missing nowhere else."""
        if isinstance(atom, Vector) and atom.slot < self.inputs:
            return True
        waiting = [o for o, factor in form.terms.items() if factor != 0.0]
        seen: set[Operand] = set()
        while waiting:
            operand = waiting.pop()
            if operand == atom:
                return True
            if operand not in seen:
                seen.add(operand)
                waiting += self.strict.get(operand, ())
        return False


def _uses(part: Pass) -> tuple[Counter[Operand], Counter[Operand]]:
    """How often each temp is read, and how often only to be added up."""
    made = {s.out: s for s in part.code if isinstance(s, Instruction)}
    uses: Counter[Operand] = Counter()
    summed: Counter[Operand] = Counter()
    for step in part.code:
        for inner in instructions(step):
            read = [a for a in inner.arguments if isinstance(a, Temp)]
            uses.update(read)
            symbol = None if isinstance(step, Loop) else _symbol(inner, made)
            if symbol == "zero":
                uses.subtract(read)
                read = [a for a in (_moving(made[_moving(inner)]),) if isinstance(a, Temp)]
                uses.update(read)
            if symbol is not None:
                summed.update(read)
    return uses, summed


def _symbol(step: Instruction, made: dict[Operand, Instruction]) -> str | None:
    """What kind of sum a step is, None if it is none; `zero` is max(c, min(c, x)), which is c.

    A `product` is of two values that are no constants.
    """
    symbol = _SYMBOLS.get(step.operation)
    constants = sum(isinstance(a, Constant) for a in step.arguments)
    if symbol == "*":
        return {0: "product", 1: symbol}.get(constants)
    if symbol not in ("min", "max"):
        return symbol
    inner = made.get(_moving(step)) if constants == 1 else None
    opposite = {"min": "max", "max": "min"}[symbol]
    if inner is None or _SYMBOLS.get(inner.operation) != opposite:
        return None
    limits = [a for a in inner.arguments if isinstance(a, Constant)]
    return "zero" if limits == [_constant(step)] else None


def _constant(step: Instruction) -> Constant:
    return next(a for a in step.arguments if isinstance(a, Constant))


def _moving(step: Instruction) -> Operand:
    return next(a for a in step.arguments if not isinstance(a, Constant))


def _plus(left: _Form, right: _Form) -> _Form:
    terms = dict(left.terms)
    for atom, factor in right.terms.items():
        terms[atom] = _combined("+", terms[atom], factor) if atom in terms else factor
    return _Form(terms, _combined("+", left.constant, right.constant))


def _times(form: _Form, factor: Constant) -> _Form:
    terms = {atom: _combined("*", own, factor) for atom, own in form.terms.items()}
    return _Form(terms, _combined("*", form.constant, factor))


def _combined(symbol: str, left: Constant, right: Constant) -> Constant:
    found = combined(symbol, left, right)
    if found is None:
        raise _TooLargeError
    return found


def _strict(part: Pass) -> dict[Operand, list[Operand]]:
    """For each operand those which make it missing, in the same column, where they are missing."""
    found: dict[Operand, list[Operand]] = {}
    for step in part.code:
        for inner in instructions(step):
            # An `if` looks only at the arm that it takes.
            read = inner.arguments[:1] if inner.operation is _IF else inner.arguments
            made: list[Operand] = []
            for operand in read:
                if isinstance(operand, Local):  # another loop uses its place again
                    made += found.get(operand, [])
                elif not isinstance(operand, float | Known):
                    made.append(operand)
            found[inner.out] = made
    return found
