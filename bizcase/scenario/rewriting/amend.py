"""From changes of assumptions to edits: each value is changed where it stands, or added there."""

from __future__ import annotations

from dataclasses import dataclass

from bizcase.engine.model import FACTOR, Input, Model, Series
from bizcase.scenario.override import resolved
from bizcase.scenario.rewriting.change import NUMBERS, TEXTS, Change, is_series, refusal
from bizcase.scenario.rewriting.draft import Draft, Text, text_of
from bizcase.scenario.rewriting.lists import write_series
from bizcase.scenario.rewriting.outline import Site
from bizcase.scenario.rewriting.wording import reads_as, worded
from bizcase.text import Mapping, Scalar
from bizcase.timeline import Timeline

OPENING = ".opening"  # the value of another input at the opening, in its words


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to write a change: the models of all cases, the merged scenario, a draft."""

    models: dict[str, Model]
    top: Mapping
    draft: Draft
    file: str

    @property
    def timeline(self) -> Timeline:
        """The timeline of all cases."""
        return self.models["base"].timeline


def amend(desk: Desk, found: Input, changes: list[Change]) -> None:
    """Writes the changes of one assumption in one case."""
    case, path = changes[0].case, found.path
    series = [change for change in changes if change.index is not None]
    sayings: dict[str, dict[str, Text]] = {}
    if series:
        lists = write_series(desk.draft, desk.models[case], found, series)
        sayings = {place: {"": text} for place, text in lists.items()}
    parts = {change.part: change for change in changes if change.index is None}
    if is_series(found) and "base" in parts:
        _take_series_away(desk, found, parts.pop("base"))
    if is_series(found) and {"low", "high"} & set(parts):
        said = f"`{path}` has several values, uncertain by one factor"
        raise refusal("wrong-shape", said, found.span, f"change the range of `{path}{FACTOR}`")
    _check_range(found, parts)
    more: dict[str, Text] = {}
    for part, change in parts.items():
        site = desk.draft.outline.at(getattr(found.places, part))
        here = site is not None and site.case == case
        if change.value is None:
            if site is None or not here:
                said = f"`{path}` has no `{part}` of its own"
                said += "" if case == "base" else f" in the case `{case}`"
                raise refusal("unknown-path", said, found.span, "there is nothing to take away")
            desk.draft.remove(site)
        elif site is not None and here:
            desk.draft.replace(site, _text(desk, found, part, change, site))
        else:
            more[part] = _text(desk, found, part, change, site)
    beside = path.endswith(OPENING) and path.removesuffix(OPENING) in desk.models[case].inputs
    if more and (beside or _is_table(found)):
        said = f"`{path}` has neither a range nor a text of its own"
        raise refusal("wrong-shape", said, found.span, "write it as a comment in the file")
    if more and case == "base":
        _add(desk, found, more)
    elif more:
        place = _home(desk, desk.models["base"].inputs.get(path, found)).path
        sayings.setdefault(place, {}).update(more)
    for place, saying in sayings.items():
        _say_in_case(desk, case, place, saying)


def _text(desk: Desk, found: Input, part: str, change: Change, site: Site | None) -> str:
    """The text for a part of an assumption; `site` is where it stands now, if it does."""
    if part in TEXTS:
        return str(change.value)
    spread, timeline = found.range, desk.timeline
    off = 1.0 if found.path.endswith(FACTOR) else 0.0
    was = {
        "base": found.value,
        "low": spread.low if spread else None,
        "high": spread.high if spread else None,
    }[part]
    assert not isinstance(was, tuple)
    if site is None:
        base = desk.draft.outline.at(found.places.base)
        old, was = (text_of(base), found.value) if base else ("1%", None)
        if off:
            old = "1%"
    else:
        old = text_of(site)
        if isinstance(was, float) and not reads_as(old, was - off, found, timeline):
            said = f"`{found.path}` is not written as a value of its own"
            raise refusal("wrong-shape", said, site.node.span, "change what it follows from")
    return worded(
        found, change.number - off, old, was if isinstance(was, float) else None, timeline
    )


def _is_table(found: Input) -> bool:
    return isinstance(found.value, Series) and found.value.grain == "table"


def _check_range(found: Input, parts: dict[str, Change]) -> None:
    """A range has two ends, or none."""
    ends = {}
    for part in ("low", "high"):
        written = getattr(found.places, part) is not None
        ends[part] = parts[part].value is not None if part in parts else written
    if ends["low"] != ends["high"]:
        there, missing = ("low", "high") if ends["low"] else ("high", "low")
        said = f"`{found.path}` would have `{there}` but no `{missing}`"
        raise refusal("missing-key", said, found.span, "give both, or take both away")


def _home(desk: Desk, found: Input) -> Site:
    """The node at which an assumption stands."""
    home = desk.draft.outline.at(found.span)
    if home is None or (isinstance(home.node, Scalar) and found.places.base is None):
        said = f"`{found.path}` is not written as a value of its own"
        raise refusal("wrong-shape", said, found.span, "change what it follows from")
    return home


def _add(desk: Desk, found: Input, more: dict[str, Text]) -> None:
    """Keys more for an assumption, where it stands."""
    home = _home(desk, found)
    if "base" in more:
        said = f"`{found.path}` has no `base` that is written"
        raise refusal("wrong-shape", said, found.span, "change its values, or its low and high")
    beside = (
        home.keys[-1] == "base" and home.around is not None and not isinstance(home.node, Mapping)
    )
    if beside and home.around is not None and not set(more) & set(TEXTS):
        home = home.around
    desk.draft.add(home, more)


def _say_in_case(desk: Desk, case: str, path: str, more: dict[str, Text]) -> None:
    """Lets a case say what the parts of a value are; the part "" is the whole of it."""
    outline = desk.draft.outline
    for top in outline.tops:
        cases = top.get("cases")
        said = cases.get(case) if isinstance(cases, Mapping) else None
        for key, node in said.items() if isinstance(said, Mapping) else ():
            site = outline.at(node.span)
            if resolved(desk.top, key) == path and site is not None:
                main = "by_year" if isinstance(more.get(""), list) else "base"
                desk.draft.add(site, {part or main: text for part, text in more.items()})
                return
    home = outline.under(("cases", case))
    assert home is not None
    whole = more.get("", more.get("base"))
    if whole is not None and len(more) == 1:
        desk.draft.add(home, {path: whole})
        return
    below = outline.under(path.split("."))
    if below is not None and isinstance(below.node, Scalar) and not set(more) & set(NUMBERS[1:]):
        more = {"base": text_of(below), **more}
    if any(not isinstance(text, str) for text in more.values()):
        said_of = f"the case `{case}` says nothing of `{path}`"
        remedy = "give it its values first, then what describes them"
        raise refusal("wrong-shape", said_of, home.node.span, remedy)
    desk.draft.add(home, {path: {**more}})


def _take_series_away(desk: Desk, found: Input, change: Change) -> None:
    """Takes away what a case says instead of the values of the base case."""
    outline = desk.draft.outline
    if change.value is not None:
        said = f"`{found.path}` has several values"
        raise refusal("wrong-shape", said, found.span, "change `values.0`, `values.1`, ...")
    spans = [*found.places.values, found.places.base]
    sites = [site for span in spans if (site := outline.at(span)) and site.case == change.case]
    if not sites or change.case == "base":
        said = f"the case `{change.case}` has no values of its own for `{found.path}`"
        raise refusal("unknown-path", said, found.span, "there is nothing to take away")
    lists = {site.around.keys: site.around for site in sites if site.around and not site.mapping}
    for site in lists.values() if lists else sites:
        desk.draft.remove(site)


def follow_dates(desk: Desk) -> None:
    """Lets cases name the entries of tables under the dates to which they have moved."""
    for top in desk.draft.outline.tops:
        cases = top.get("cases")
        for said in cases.values.values() if isinstance(cases, Mapping) else ():
            for key in said.values if isinstance(said, Mapping) else ():
                old = resolved(desk.top, key)
                if old in desk.draft.moved and isinstance(said, Mapping):
                    date, new = (path.rpartition(".")[2] for path in (old, desk.draft.moved[old]))
                    span = said.key_span(key)
                    desk.draft.replace_span(None, span, span.text.replace(date, new))
