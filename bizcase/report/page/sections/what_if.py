"""The panel that asks what if: sliders for the main drivers, and both versions of the measures."""

from __future__ import annotations

from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined, sentence
from bizcase.report.page.panel.script import MEASURED, is_movable, moved
from bizcase.report.page.panel.slider import Slider
from bizcase.study.measures.registry import MEASURES
from bizcase.study.stages.advice import holds
from bizcase.study.verdict import rule_words

_STAGES = (
    "Here the stages go as written: what their chances make of other values, `bizcase stages` says."
)


def write(findings: Findings) -> Html:
    """What the script fills in; nothing where nothing can be moved or chosen."""
    if not is_movable(findings):
        return Html()
    return joined(
        (
            element("noscript", element("p", "The sliders need JavaScript; all else does not.")),
            element(
                "div",
                element("p", "The signed version", id="status", role="status", aria_live="polite"),
                element("div", _controls(findings), _results(findings), class_="columns"),
                element("p", sentence(_STAGES), class_="note") if findings.model.stages else Html(),
                id="panel",
                class_="panel",
            ),
        )
    )


def _controls(findings: Findings) -> Html:
    names = [run.case for run in findings.runs]
    choices = [element("option", name, value=name) for name in names]
    return element(
        "div",
        element(
            "div",
            element("label", "Case", for_="case"),
            element("select", *choices, id="case", disabled=True),
            element(
                "button", "Back to the signed version", id="reset", type="button", disabled=True
            ),
            class_="choice",
        ),
        *(_slider(number, slider) for number, slider in enumerate(moved(findings))),
        class_="controls",
    )


def _slider(number: int, slider: Slider) -> Html:
    name, value = f"slider-{number}", f"value-{number}"
    return element(
        "div",
        element("label", slider.name, for_=name),
        element("output", id=value, for_=name, aria_live="off"),
        element(
            "input", type="range", id=name, min="-1", max="1", step="1", value="0", disabled=True
        ),
        class_="slider",
    )


def _results(findings: Findings) -> Html:
    heads = [element("th", text, scope="col") for text in ("", "Signed", "Now")]
    lines = [(name, _title(findings, name)) for name in MEASURED]
    lines.append(("rule", rule_words(findings.model)))
    body = [
        element(
            "tr",
            element("th", title, scope="row"),
            element("td", id=f"signed-{name}"),
            element("td", element("output", id=f"now-{name}", aria_live="off")),
        )
        for name, title in lines
    ]
    caption = element("caption", "Measures of the signed version, and now")
    table = element(
        "table", caption, element("thead", element("tr", *heads)), element("tbody", *body),
        class_="figures",
    )  # fmt: skip
    drawing = element(
        "svg",
        id="lines",
        viewBox="0 0 640 220",
        role="img",
        aria_label="Cumulative cash of the signed version, and now",
    )
    legend = element(
        "p",
        "Cumulative cash: ",
        element("span", "signed version", class_="before"),
        ", ",
        element("span", "now", class_="now"),
        class_="legend",
    )
    return element("div", table, legend, drawing, class_="results")


def _title(findings: Findings, name: str) -> str:
    when = holds(findings.model) if name == "npv" else ""
    return f"{MEASURES[name].label} {when}".strip()
