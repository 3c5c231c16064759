"""Renderings of a formula tree for people and for other programs."""
