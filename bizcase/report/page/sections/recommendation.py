"""What is recommended and why: the first thing that a board reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined
from bizcase.report.page.sections.decision import decision
from bizcase.report.page.sections.headline import tiles
from bizcase.report.tables.drivers import evidence_sentence
from bizcase.report.tables.meaning import meaning
from bizcase.study.comparison.advice import advice as advice_on_options
from bizcase.study.comparison.result import Comparison
from bizcase.study.sensitivity.sentence import sentence
from bizcase.study.stages.advice import advice as advice_on_stages
from bizcase.study.verdict import verdict

Tone = Literal["good", "bad", "open"]
_TONES: dict[bool | None, Tone] = {True: "good", False: "bad", None: "open"}
_SENTENCES = {
    True: "Go ahead with {}.",
    False: "Do not go ahead with {}.",
    None: "Nothing can be recommended on {} yet.",
}


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
        reasons = [("Why", " ".join(why))]
    elif run.stages is not None:
        said, tone = advice_on_stages(run.stages), _TONES[run.stages.starts]
        reasons = [("The rule", judged.sentence)]
    else:
        said, tone = _SENTENCES[judged.passes].format(run.model.name), _TONES[judged.passes]
        reasons = [("The rule", judged.sentence)]
    return Recommendation(said, tone, (*reasons, *_further(findings)))


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
    turns = sentence(findings.sensitivity, findings.names)
    of = f"Of {findings.model.name}: " if findings.several else ""
    found = (("How sure", sure), ("What would turn it", turns), ("On what it rests", rests))
    return tuple((kind, of + said) for kind, said in found if said)


def write(findings: Findings) -> Html:
    """The decision asked for, the recommendation with its reasons, the headline measures."""
    found = recommendation(findings)
    reasons = [
        joined((element("dt", kind), element("dd", said))) for kind, said in found.reasons
    ]
    return joined(
        (
            element("p", element("b", "Decision asked for "), decision(findings), class_="decision"),
            element(
                "div",
                element("p", found.sentence, class_="advice"),
                element("dl", *reasons),
                class_=f"recommendation {found.tone}",
            ),
            tiles(findings),
        )
    )
