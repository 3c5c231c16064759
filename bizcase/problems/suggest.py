"""Guesses what the user meant, for the help line of a problem."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# Other words for the same thing, which no comparison of letters would find.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "turnover": ("revenue",),
    "sales": ("revenue",),
    "income": ("revenue",),
    "cogs": ("cost_of_sales", "unit_cost"),
    "opex": ("operating_costs",),
    "capital_expenditure": ("capex",),
    "investments": ("capex",),
    "expenses": ("costs",),
    "cash_flow": ("free_cash_flow",),
    "fcf": ("free_cash_flow",),
    "profit": ("ebit",),
    "until": ("to",),
    "till": ("to",),
    "since": ("from",),
    "start": ("from", "when"),
    "date": ("when",),
    "gate": ("decided",),
    "probability": ("success",),
    "chance": ("success", "probability"),
    "fails": ("stops",),
    "growth": ("grows",),
    "volume": ("units",),
    "quantity": ("units",),
    "cost": ("unit_cost", "costs"),
    "amount": ("cost",),
    "headcount": ("people",),
    "wage": ("salary",),
    "cost_per_unit": ("unit_cost",),
    "production_cost": ("unit_cost",),
    "unit_price": ("price",),
    "selling_price": ("price",),
    "dealer_margin": ("channel_margin",),
    "retail_margin": ("channel_margin",),
    "wacc": ("discounting", "rate"),
    "discount_rate": ("discounting", "rate"),
    "investment": ("capex",),
    "scenarios": ("cases",),
    "hurdle": ("accept_if",),
}


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The sentence `did you mean ...?` with the closest known word, or None."""
    words = list(known)
    meant = get_close_matches(word, SYNONYMS, n=1, cutoff=0.85)
    if meant and word not in words:
        for other in SYNONYMS[meant[0]]:
            if other in words:
                return f"did you mean `{other}`?"
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else None


def listing(words: Iterable[str], limit: int = 12) -> str:
    """The words in back-ticks with commas, cut after `limit`."""
    known = list(words)
    shown = ", ".join(f"`{word}`" for word in known[:limit])
    return shown + (f" and {len(known) - limit} more" if len(known) > limit else "")
