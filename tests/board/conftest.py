"""One browser for all tests of the board."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.board.browser import CHROMIUM, chromium, needs


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    needs(CHROMIUM)
    with chromium() as started:
        yield started
