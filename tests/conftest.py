"""One browser for the tests of a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import CHROMIUM, chromium, needs


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for a file and gone after it: as long as it is there, no other event loop can run."""
    needs(CHROMIUM)
    with chromium() as started:
        yield started
