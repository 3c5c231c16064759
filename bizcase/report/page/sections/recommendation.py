"""What is recommended and why: the first thing that a board reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bizcase.report.names import in_sentence
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined, sentence
from bizcase.report.page.sections.decision import decision
from bizcase.report.page.sections.headline import tiles
from bizcase.report.tables.drivers import evidence_sentence
from bizcase.report.tables.meaning import meaning
from bizcase.study.comparison.advice import advice as advice_on_options
from bizcase.study.comparison.reservation import fails_its_rule, reservation
from bizcase.study.comparison.result import Comparison
from bizcase.study.doubt import doubt
from bizcase.study.sensitivity.sentence import sentence as turning_sentence
from bizcase.study.stages.advice import holds
from bizcase.study.stages.by_rule import advice_by_rule, starts_by_rule
from bizcase.study.verdict import verdict

Tone = Literal["good", "bad", "open"]
_TONES: dict[bool | None, Tone] = {True: "good", False: "bad", None: "open"}
_SENTENCES = {
    True: "Go ahead with {}.",
    False: "Do not go ahead with {}.",
    None: "Nothing can be recommended on {} yet.",
}
_MOST = 3  # drivers that are named


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One sentence; `reasons` have a word in front that says of which kind each is."""

    sentence: str
    tone: Tone
    reasons: tuple[tuple[str, str], ...]


def recommendation(findings: Findings) -> Recommendation:
    """By comparison where there are several options, by the stages, or else by the team's rule."""
    run = findings.run
    judged = verdict(run)
    if findings.several:
        said, *why = advice_on_options(findings.comparison)
        tone = _of_choice(findings.comparison)
        reasons = [("Why", " ".join(why)), *_details(findings)]
    elif run.stages is not None:
        trials = findings.simulation.rule if findings.simulation else None
        said, tone = advice_by_rule(run, trials), _TONES[starts_by_rule(run, trials)]
        reasons = [("The rule", judged.sentence)]
    else:
        said, tone = _by_the_rule(findings, judged.passes)
        reasons = [("The rule", judged.sentence)]
    return Recommendation(said, tone, (*reasons, *_further(findings)))


def _details(findings: Findings) -> list[tuple[str, str]]:
    """Whose figures stand below, where they are not those of the option that is recommended."""
    found = findings.comparison
    named = found.options[0]
    if found.first is named:
        return []
    return [("Figures below", f"Those of {named.name}, which was named first.")]


def _by_the_rule(findings: Findings, passes: bool | None) -> tuple[str, Tone]:
    """By the case as it is written; not without a word where most trials say otherwise."""
    name = findings.called
    simulation = findings.simulation
    if passes and simulation and (trusted := doubt(findings.run, simulation.rule)):
        return f"Go ahead with {name} only if you trust {trusted}.", "open"
    return _SENTENCES[passes].format(name), _TONES[passes]


def _of_choice(found: Comparison) -> Tone:
    first, second = found.first, found.second
    if first is None or second is None or (first.run and found.ranking.tied(first, second)):
        return "open"
    if first is found.nothing or fails_its_rule(found):
        return "bad"
    return "open" if reservation(found) else "good"


def _further(findings: Findings) -> tuple[tuple[str, str], ...]:
    """How sure it is, what would turn it, and what it rests on."""
    simulation = findings.simulation
    sure = f"Not simulated: {findings.uncertain}." if simulation is None else meaning(simulation)
    rests = "" if simulation is None else evidence_sentence(simulation, findings.names)
    turns = turning_sentence(findings.sensitivity, findings.names, _MOST)
    name = findings.comparison.options[0].name if findings.several else ""
    when = holds(findings.model)
    under = f"{name} {when}".rstrip() if name else f"{when[:1].upper()}{when[1:]}"
    # How sure it is says itself under which condition.
    found = (
        ("How sure", name, sure),
        ("What would turn it", under, turns),
        ("On what it rests", under, rests),
    )
    return tuple((kind, _said_of(about, said)) for kind, about, said in found if said)


def _said_of(about: str, said: str) -> str:
    """A sentence behind the option that it is about, or the condition under which it holds."""
    return f"{about}: {in_sentence(said)}" if about else said


def write(findings: Findings) -> Html:
    """The decision asked for, the recommendation with its reasons, the headline measures."""
    found = recommendation(findings)
    reasons = [
        joined((element("dt", kind), element("dd", sentence(said)))) for kind, said in found.reasons
    ]
    return joined(
        (
            element(
                "p", element("b", "Decision asked for: "), decision(findings), class_="decision"
            ),
            element(
                "div",
                element("p", sentence(found.sentence), class_="advice"),
                element("dl", *reasons),
                class_=f"recommendation {found.tone}",
            ),
            element("p", f"Figures of {findings.comparison.options[0].name}:", class_="whose")
            if findings.several
            else "",
            tiles(findings),
        )
    )
