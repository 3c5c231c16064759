"""Runs the command line: `python -m bizcase`."""

from __future__ import annotations

from bizcase.cli.app import main

main()
