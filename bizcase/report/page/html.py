"""Writes HTML of elements: what is not marked as HTML is text, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bizcase.problems.show import printable

_WITHOUT_END = ("img", "input", "meta", "br")
_KEPT = "\t\n"


class Html(str):
    """A text that is HTML already; any other text is escaped."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | bool) -> Html:
    """An element with what stands in it, texts or HTML.

    Attributes are written with underscores: `class_` is `class`, `aria_label` is `aria-label`.
    One that is False is left out, one that is True stands without a value.
    """
    given = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _WITHOUT_END:
        return Html(f"<{tag}{given}>")
    return Html(f"<{tag}{given}>{joined(children)}</{tag}>")


def joined(children: Iterable[str]) -> Html:
    """Several texts or pieces of HTML, one after the other."""
    return Html("".join(map(written, children)))


def written(child: str) -> Html:
    """HTML as it is, a text escaped and without signs that do not belong into a page."""
    return child if isinstance(child, Html) else Html(escape(printable(child, _KEPT)))


def sentence(text: str) -> Html:
    """A sentence in which `words` as they are written in a scenario look like that."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return written(text)
    return joined(element("code", part) if n % 2 else part for n, part in enumerate(parts))


def paragraphs(texts: Iterable[str], class_: str = "") -> Html:
    """Each text as a paragraph; empty ones are left out."""
    return joined(element("p", sentence(text), class_=class_ or False) for text in texts if text)


def _attribute(name: str, value: str | bool) -> str:
    shown = name.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {shown}" if value else ""
    return f' {shown}="{written(value)}"'
