"""One browser for the tests of a file, and compiled code for all of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from matcher.engine.readiness import prepare, prepare_pricing
from tests.browser import CHROMIUM, chromium, needs


def pytest_sessionstart(session: pytest.Session) -> None:
    """The engine is compiled before workers begin: side by side each of them would compile all of it."""
    if session.config.getoption("numprocesses", None):
        prepare()
        prepare_pricing(None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for a file and gone after it: as long as it is there, no other event loop can run."""
    needs(CHROMIUM)
    with chromium() as started:
        yield started
