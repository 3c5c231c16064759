"""The LibreOffice of the tests of workbooks, one for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.workbook.lamp import LAMP, exported_text
from tests.workbook.libreoffice import LibreOffice, OfficeError


@pytest.fixture(scope="session")
def office() -> Iterator[LibreOffice]:
    """Where there is none, the tests fail: nobody shall believe that they have run."""
    try:
        libreoffice = LibreOffice()
    except OfficeError as missing:
        pytest.fail(str(missing), pytrace=False)
    with closing(libreoffice):
        yield libreoffice


@pytest.fixture(scope="session")
def lamp_book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook of the lamp, as it is exported."""
    return exported_text(LAMP, tmp_path_factory.mktemp("lamp"))
