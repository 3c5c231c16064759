"""The parts of the JSON Schema that no block describes: the header, and values in general."""

from __future__ import annotations

from bizcase.scenario.adjustments import ADJUSTABLE, TEXTS
from bizcase.scenario.choose import DRIVER_KEYS
from bizcase.scenario.header import ACCEPTED, HEADER_KEYS
from bizcase.scenario.place import META_KEYS
from bizcase.scenario.ranges import DISTRIBUTIONS
from bizcase.scenario.settings import GROWTH_BASES, GROWTH_MOVES, TIMELINE_KEYS
from bizcase.scenario.user_rows import ROW_KEYS
from bizcase.timeline import STEPS

Schema = dict[str, object]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def described(doc: str, schema: Schema) -> Schema:
    """A schema with what it means.

    Draft-07 ignores what stands beside a `$ref`; after a key whose schema has no `anyOf` and no
    type, editors write no colon.
    """
    return {"description": doc, **(schema if "anyOf" in schema else {"anyOf": [schema]})}


def _object(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


_TEXT, _VALUE, _LIST, _ANY = _ref("text"), _ref("value"), _ref("list"), _ref("driver")
_GROWTH = _object({"base_is": {"enum": list(GROWTH_BASES)}, "moves": {"enum": list(GROWTH_MOVES)}})
_GROWS: Schema = {
    "anyOf": [
        _ANY,
        _object(
            {
                "rate": _ANY,
                "base_is": {"enum": list(GROWTH_BASES)},
                "moves": {"enum": list(GROWTH_MOVES)},
            }
        ),
    ]
}

# Keys of a value with growth, index and range, with what may stand there.
_SPECIAL: dict[str, Schema] = {
    "base": {
        "description": "The likeliest value, which a run uses.",
        "anyOf": [_VALUE, _LIST, {"type": "object"}],
    },
    "low": described("One chance in ten lies below.", _VALUE),
    "high": described("One chance in ten lies above.", _VALUE),
    "min": described("The least possible value.", _VALUE),
    "max": described("The largest possible value.", _VALUE),
    "grows": described("Change from year to year, such as 2%/year.", _GROWS),
    "inflation": described("The index that it follows.", _TEXT),
    "in_prices_of": {
        "description": "The values are in the money of that time; `inflation` raises them.",
        "enum": ["opening", "today"],
    },
    "csv": {"description": "A file in the scenario's folder.", "type": "string"},
    "column": {"description": "The column of that file.", "type": "string"},
    "distribution": {"description": "The shape of the range.", "enum": list(DISTRIBUTIONS)},
    "by_year": {
        "description": "One value for every year; `...` holds the last.",
        "anyOf": [_VALUE, _LIST, {"type": "object", "additionalProperties": _VALUE}],
    },
    "values": {
        "description": "The values of a discrete distribution, each with its probability.",
        "type": "object",
        "additionalProperties": _VALUE,
    },
    "shared": described("Values that share a name have the same draws in a simulation.", _TEXT),
}
# A mapping refers to these by name: they stand in almost every one.
SHARED_KEYS: dict[str, Schema] = {key: _ref(f"value.{key}") for key in sorted(DRIVER_KEYS)}

DATE = r"^([Yy]ear \d+|\d{4}(-\d{1,2}(-\d{2})?|-?Q[1-4])?)$"
_DRIVER: Schema = {
    "type": "object",
    "properties": {**SHARED_KEYS, **dict.fromkeys(sorted(META_KEYS), _TEXT)},
    "patternProperties": {DATE: _VALUE},
    "additionalProperties": False,
}

DEFINITIONS: dict[str, Schema] = {
    **{f"value.{key}": _SPECIAL.get(key, _VALUE) for key in sorted(DRIVER_KEYS)},
    "text": {"type": ["string", "number", "boolean", "null"]},
    "none": {"description": "Nothing of the kind.", "enum": ["none", "", None]},
    "value": {"type": ["string", "number"]},
    "list": {"type": "array", "items": _VALUE},
    "names": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "driver": {"anyOf": [_VALUE, _LIST, _DRIVER]},
    "parts": {"anyOf": [_VALUE, _LIST, _DRIVER, {"type": "object", "additionalProperties": _ANY}]},
}

_ROW: Schema = {
    "anyOf": [
        _VALUE,
        _object(
            {**{key: _ref("names") for key in ROW_KEYS}, **dict.fromkeys(META_KEYS, _TEXT),
             "formula": _VALUE},
            ("formula",),
        ),
    ]
}  # fmt: skip
_CORRELATION = _object(
    {"between": {"type": "array", "items": {"type": "string"}}, "rank": _VALUE,
     **dict.fromkeys(META_KEYS, _TEXT)},
    ("between", "rank"),
)  # fmt: skip
# Amounts by date, with texts beside them; `none` is allowed, and `opening` and `launch` are dates.
_AMOUNTS: Schema = {
    "anyOf": [
        _ref("none"),
        {"type": "object", "properties": dict.fromkeys(TEXTS, _TEXT),
         "additionalProperties": _VALUE},
    ]
}  # fmt: skip
_ADJUSTMENTS: Schema = {
    "anyOf": [
        _ref("none"),
        _object(
            {**{line.replace("_", " "): _AMOUNTS for line in ADJUSTABLE},
             **{line: {**_AMOUNTS, "doNotSuggest": True} for line in ADJUSTABLE if "_" in line}},
        ),
    ]
}  # fmt: skip

_HEADER: dict[str, Schema] = {
    "bizcase": {"description": "The version of the format.", "enum": [1, "1"]},
    "name": described("What outputs call the case.", _TEXT),
    "as_of": described("The day of the assumptions, such as 2027-01-15.", _TEXT),
    "currency": {
        "description": "Three letters, such as EUR.", "type": "string", "pattern": "^[A-Z]{3}$",
    },
    "show_in": {
        "description": "In which figures are shown; it never scales them.",
        "enum": ["thousand", "million"],
    },
    "timeline": {
        "description": "Start, step and length; the day of decision comes before the start.",
        **_object(
            {**dict.fromkeys(TIMELINE_KEYS, _TEXT), "step": {"enum": list(STEPS)}},
            ("step", "length"),
        ),
    },
    "growth": {"description": "How `grows` counts time in this scenario.", **_GROWTH},
    "ranges": {
        "description": "What `low` and `high` are.",
        **_object({"low_high": {"enum": ["ends", "percentiles"]}}),
    },
    "rows": {
        "description": "Lines of your own: a formula over other rows, and where it belongs.",
        "type": "object",
        "additionalProperties": _ROW,
    },
    "adjustments": described(
        "Amounts that finance adds by hand to a line in single periods, with reason and owner.",
        _ADJUSTMENTS,
    ),
    "cases": {
        "description": "Named sets of changed values; `probability:` weighs them.",
        "type": "object",
        "additionalProperties": {"type": ["object", "null"]},
    },
    "correlations": {"type": "array", "items": _CORRELATION},
    "accept_if": {
        "description": "Your rule for saying yes, such as {npv: '> 0'}.",
        **_object({key: {"type": "string"} for key in ACCEPTED}),
    },
}  # fmt: skip


# Sections without a block of their own: below each stand names of the user's choice.
SECTIONS = {
    "products": "What is sold, by name.",
    "revenue": "Other money that comes in, line by line.",
    "benefits": "What is gained or saved without a sale, line by line.",
    "costs": "What is spent and written off at once, line by line.",
    "capex": "What is bought for longer than a year, by name.",
    "opportunity": "What the company gives up for the product, line by line.",
    "inflation": "Indices that lines can follow, by name.",
    "stages": "Steps of the development that may fail, in their order.",
}


def header_properties() -> dict[str, Schema]:
    """The keys at the top of a scenario that no block describes."""
    return {key: _HEADER.get(key, _TEXT) for key in sorted(HEADER_KEYS)}
