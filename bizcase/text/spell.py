"""Texts and keys as YAML scalars of one line which read back as the same text."""

from __future__ import annotations

import re

# A plain scalar begins and ends with a letter, a digit or a harmless sign, and holds nothing that
# YAML takes for syntax. Where it is doubtful whether a sign is harmless, quotes cost little.
_PLAIN = re.compile(r"[^\W_]|(?:[\w.+$€(/]|-(?=\.?\d)).*[\w.%)/!€$+]")
_SYNTAX = re.compile(r": | #")
_FLOW_SYNTAX = re.compile(r"[][{},:]")
_WORDS = {"null", "~", "yes", "no", "true", "false", "on", "off", "y", "n", "...", "---"}
# Line breaks of any kind, and what YAML does not allow in a file.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000\ufeff\ufffe\uffff]")
_NEED_ESCAPE = re.compile(rf'["\\]|{_UNPRINTABLE.pattern}')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def spelled(text: str, flow: bool = False, like: str = "") -> str:
    """The text as a scalar; inside `[]` and `{}` more texts need quotes (`flow`).

    `like` is the scalar that stood in its place: its kind of quotes is kept.
    """
    if like[:1] == "'" and not _UNPRINTABLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    if like[:1] not in ('"', "'") and is_plain(text, flow):
        return text
    return '"' + _NEED_ESCAPE.sub(_escaped, text) + '"'


def is_plain(text: str, flow: bool = False) -> bool:
    """Whether a text can stand without quotes and is read as itself."""
    return (
        _PLAIN.fullmatch(text) is not None
        and not _UNPRINTABLE.search(text)
        and not _SYNTAX.search(text)
        and not (flow and _FLOW_SYNTAX.search(text))
        and text.lower() not in _WORDS
    )


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _ESCAPES.get(found[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")
