"""YAML with the exact place of every key and value."""

from __future__ import annotations

from bizcase.text.nodes import Mapping, Node, Scalar, Sequence
from bizcase.text.read import read_file, read_text

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "read_file", "read_text"]
