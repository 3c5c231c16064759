"""Random models as programs: the same rows as the oracle's, whatever the inputs are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizcase.engine.model import Model, Series
from bizcase.report.whatif.program import program
from bizcase.study.points import with_values
from tests.formula.models import VALUES, models
from tests.formula.test_agreement import near, well_conditioned
from tests.formula.walker import walked
from tests.node import Node

quick = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
POINTS = st.fixed_dictionaries(
    {
        "a": st.sampled_from(VALUES),
        "b": st.sampled_from(VALUES),
        "c": st.sampled_from(VALUES),
        "k": st.sampled_from([1.0, 2.0, 4.0]),
    }
)


def agrees(model: Model, found: dict[str, list[float | None]]) -> bool:
    """Whether all rows agree; where rounding decides, nobody is right."""
    meant = walked(model)
    if not well_conditioned(model, meant):
        return True
    return all(near(found[name], row) for name, row in meant.items())


@quick
@given(model=models(), vary=st.sets(st.sampled_from("abck")), points=st.lists(POINTS, max_size=4))
def test_rows_at_any_point(
    node: Node, model: Model, vary: set[str], points: list[dict[str, float]]
) -> None:
    values = [{}, *({path: point[path] for path in vary} for point in points)]
    found = node.run(program([model], vary, model.rows, ()), values).results
    for point, result in zip(values, found, strict=True):
        assert agrees(with_values(model, point), result["rows"]), point


@quick
@given(
    model=models(),
    vary=st.sets(st.sampled_from("abck")),
    point=POINTS,
    series=st.lists(st.sampled_from(VALUES), min_size=1, max_size=5),
    rates=st.lists(st.sampled_from([0.0, 0.25, 0.5]), min_size=1, max_size=6),
)
def test_rows_of_every_case(
    node: Node,
    model: Model,
    vary: set[str],
    point: dict[str, float],
    series: list[float],
    rates: list[float],
) -> None:
    """Cases may differ in numbers, series, tables and lengths of time; all else is folded."""
    inputs = {
        "s": Series("year", tuple(series)),
        "rates": Series("table", tuple(rates)),
        **{path: value for path, value in point.items() if path in vary},
    }
    changed = {path: replace(model.inputs[path], value=value) for path, value in inputs.items()}
    other = replace(model, case="other", inputs={**model.inputs, **changed})
    found = node.run(program([model, other], (), model.rows, ()), ["base", "other"]).results
    assert agrees(model, found[0]["rows"])
    assert agrees(other, found[1]["rows"])
