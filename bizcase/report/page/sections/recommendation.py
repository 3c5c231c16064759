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
from bizcase.study.comparison.result import Comparison
from bizcase.study.run import Run
from bizcase.study.sensitivity.sentence import sentence as turning_sentence
from bizcase.study.simulation.result import Simulation
from bizcase.study.stages.advice import advice as advice_on_stages
from bizcase.study.stages.advice import holds
from bizcase.study.verdict import rule_words, verdict
from bizcase.units.money import chance

Tone = Literal["good", "bad", "open"]
_TONES: dict[bool | None, Tone] = {True: "good", False: "bad", None: "open"}
_SENTENCES = {
    True: "Go ahead with {}.",
    False: "Do not go ahead with {}.",
    None: "Nothing can be recommended on {} yet.",
}
_MOST = 3  # drivers that are named
_MOST_TRIALS = 0.5


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
        said, tone = _by_comparison(findings, said)
        reasons = [("Why", " ".join(why)), *_details(findings)]
    elif run.stages is not None:
        said, tone = advice_on_stages(run.stages), _TONES[run.stages.starts]
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
    if passes and (doubt := _doubt(findings.run, findings.simulation)):
        return f"Go ahead with {name} only if you trust {doubt}.", "open"
    return _SENTENCES[passes].format(name), _TONES[passes]


def _by_comparison(findings: Findings, said: str) -> tuple[str, Tone]:
    """The best option, but not without a word on the rule that it has to pass as well."""
    tone, chosen = _of_choice(findings.comparison), findings.comparison.first
    if tone != "good" or chosen is None or chosen.run is None or chosen.run.stages is not None:
        return said, tone
    passes, start = verdict(chosen.run).passes, said.removesuffix(".")
    if passes is False:
        return f"{start}, but it fails the rule {rule_words(chosen.run.model)}.", "bad"
    if passes and (doubt := _doubt(chosen.run, findings.of_choice)):
        return f"{start}, if you trust {doubt}.", "open"
    return said, tone


def _doubt(run: Run, simulation: Simulation | None) -> str:
    """`its base case: it passes the rule, only 40% of the trials do`; empty where most do."""
    if simulation is None or simulation.rule is None:
        return ""
    share = simulation.rule.passes.value
    if share >= _MOST_TRIALS:
        return ""
    only = f"only {chance(share)} of the trials do" if share else "none of the trials does"
    case = run.case
    whose = "its base case" if case == "base" else f"the case {case}"
    return f"{whose}: it passes the rule, {only}"


def _of_choice(found: Comparison) -> Tone:
    first, second = found.first, found.second
    if first is None or second is None or (first.run and found.ranking.tied(first, second)):
        return "open"
    return "bad" if first is found.nothing else "good"


def _further(findings: Findings) -> tuple[tuple[str, str], ...]:
    """How sure it is, what would turn it, and what it rests on."""
    simulation = findings.simulation
    sure = f"Not simulated: {findings.uncertain}." if simulation is None else meaning(simulation)
    rests = "" if simulation is None else evidence_sentence(simulation, findings.names)
    turns = turning_sentence(findings.sensitivity, findings.names, _MOST)
    found = (("How sure", sure), ("What would turn it", turns), ("On what it rests", rests))
    about = _about(findings)
    return tuple(
        (kind, f"{about}: {in_sentence(said)}" if about else said) for kind, said in found if said
    )


def _about(findings: Findings) -> str:
    """Which option sentences are about, and under which condition they hold, if that is open."""
    when = holds(findings.model)
    name = findings.comparison.options[0].name if findings.several else ""
    return f"{name} {when}" if name and when else name or f"{when[:1].upper()}{when[1:]}"


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
