"""Changes of `adjustments:`, amounts by date that are added to a line of the statements."""

from __future__ import annotations

from bizcase.scenario.place import identifier
from bizcase.scenario.rewriting.amend import Desk
from bizcase.scenario.rewriting.change import ADJUSTMENTS, Change, refusal
from bizcase.scenario.rewriting.draft import Text, text_of
from bizcase.scenario.rewriting.outline import Site
from bizcase.text import Mapping
from bizcase.timeline import Timeline, read_date
from bizcase.timeline.dates import WORDS
from bizcase.units.respell import respelt

TEXTS = ("reason", "owner", "source")
_LIKE = "10_000"  # how an amount is written that is new


def amend_adjustment(desk: Desk, changes: list[Change]) -> None:
    """Adds, changes and takes away amounts and texts of one adjusted line."""
    path = changes[0].path
    if changes[0].case != "base":
        said = f"`{path}`: a case cannot adjust a line"
        remedy = "write the adjustment into the scenario, or into one that `extends:` this one"
        raise refusal("structure-in-case", said, None, remedy, desk.file)
    line = path.removeprefix(ADJUSTMENTS)
    site = _site(desk, line)
    written = site.node if site and isinstance(site.node, Mapping) else None
    added: dict[str, Text] = {}
    gone: set[str] = set()
    for change in changes:
        part = "reason" if change.part == "note" else change.part
        key = _key(written, part, desk.timeline) if written else None
        if part not in TEXTS and key is None and read_date(part, desk.timeline) is None:
            said = f"`{part}` is not a date"
            raise refusal("not-a-date", said, None, f"a date is {WORDS}", desk.file)
        place = desk.draft.outline.at(written.values[key].span) if written and key else None
        old = text_of(place) if place else _LIKE
        if change.value is None:
            gone |= {key} if key else set()
            continue
        text = str(change.value) if part in TEXTS else respelt(old, change.number)
        if place is not None:
            desk.draft.replace(place, text)
        else:
            added[part] = text
    if written is not None and gone and not (set(written.values) | set(added)) - gone - {*TEXTS}:
        gone, added = set(written.values), {}  # without an amount there is no adjustment
    if added:
        _put(desk, site, line, added)
    for key in gone:
        inside = desk.draft.outline.under((*site.keys, key)) if site else None
        if inside is not None:
            desk.draft.remove(inside)


def _site(desk: Desk, line: str) -> Site | None:
    """Where a line is adjusted, in any spelling of its name."""
    outline = desk.draft.outline
    for top in outline.tops:
        lines = top.get("adjustments")
        for key, node in lines.items() if isinstance(lines, Mapping) else ():
            if identifier(key) == line:
                return outline.at(node.span)
    return None


def _key(written: Mapping, part: str, timeline: Timeline) -> str | None:
    """The key that a part has in the file: a date may be written in another way."""
    if part in written or part in TEXTS:
        return part if part in written else None
    meant = read_date(part, timeline)
    for key in written.values:
        date = read_date(key, timeline)
        if meant is not None and date is not None and date.start == meant.start:
            return key
    return None


def _put(desk: Desk, site: Site | None, line: str, added: dict[str, Text]) -> None:
    """New amounts and texts, with the mappings around them where there are none."""
    draft, outline = desk.draft, desk.draft.outline
    if site is not None and isinstance(site.node, Mapping):
        draft.add(site, added)
        return
    if site is not None:
        draft.replace(site, added)  # it says `none`
        return
    lines = outline.under(("adjustments",))
    if lines is None:
        top = outline.at(outline.tops[0].span)
        assert top is not None
        draft.add(top, {"adjustments": {line: added}})
    elif isinstance(lines.node, Mapping):
        draft.add(lines, {line: added})
    else:
        draft.replace(lines, {line: added})
