"""What tests in several folders need: the JavaScript of Node.js."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.node import Node, NodeMissingError


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """Where there is none, the tests fail: nobody shall believe that they have run."""
    try:
        process = Node()
    except NodeMissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    with closing(process):
        yield process
