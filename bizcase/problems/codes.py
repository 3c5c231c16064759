"""Every kind of problem has a code; this table says what each one is about."""

from __future__ import annotations

CODES: dict[str, str] = {
    # the file
    "file-not-found": "there is no such file",
    "file-not-readable": "the operating system does not let us read the file",
    "file-too-large": "the file is larger than any scenario needs",
    "file-outside": "a scenario may only read files in its own folder",
    "not-text": "the file is not a text",
    "empty-file": "nothing is in the file",
    # YAML
    "yaml-syntax": "the text is not YAML",
    "tab-in-indentation": "YAML wants spaces",
    "nested-too-deeply": "values inside values inside values",
    "too-many-values": "aliases that multiply",
    "duplicate-key": "one of two values would be lost",
    "key-not-a-word": "a list or mapping cannot be a key",
    "comma-in-number": "YAML reads `1,000` as something else",
    "comma-in-braces": "inside {} and [] a comma ends a value",
    # the scenario
    "not-a-scenario": "the file does not begin with `bizcase: 1`",
    "newer-format": "the file is written for a later version",
    "unknown-key": "a key that means nothing here",
    "missing-key": "a key that is needed here",
    "wrong-shape": "a list where a mapping is meant, or the like",
    "no-such-block": "no block is written like this",
    "not-a-choice": "one of a few words is meant",
    "salvage-is-two-things": "book floor and selling price are different",
    "extends-in-a-circle": "a file that extends itself",
    "unknown-path": "an override of something that is not there",
    "structure-in-case": "a case may change values, not structure",
    "unknown-case": "there is no case of this name",
    "rate-quoted-differently": "per month in one place and per year in another",
    "probabilities": "the probabilities of the cases do not fit together",
    # values
    "not-a-number": "a number is meant",
    "not-a-date": "a date is meant",
    "wrong-unit": "the value has another unit than the driver",
    "rate-needed": "a flow needs the time in which it flows",
    "out-of-bounds": "the value is outside what makes sense",
    "wrong-length": "one value for every year",
    "range-order": "low, base and high in this order",
    "range-too-wide": "the distribution leaves the driver's bounds",
    "date-outside": "a date before the start or after the end",
    "growth-too-high": "a perpetuity that grows faster than the discount rate",
    "csv-problem": "a table file that cannot be used",
    # formulas
    "formula-syntax": "the formula cannot be read",
    "ambiguous-power": "spreadsheets disagree on this: brackets are needed",
    "unknown-name": "no row or input has this name",
    "unknown-function": "no function has this name",
    "wrong-arguments": "a function with too many or too few arguments",
    "units-clash": "adding EUR and units",
    "circle": "rows that need each other in the same period",
    "not-constant": "this argument must be a plain number",
    "duplicate-name": "two rows of one name",
    "bad-name": "a name that formulas cannot use",
    # blocks
    "bad-block": "a block file that does not follow the rules",
    "check-failed": "a block's own check does not hold",
}
