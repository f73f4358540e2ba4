"""A browser without a screen: Chromium where it is installed, and in CI there is no excuse."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a profile of its own that is gone afterwards."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


def needs(program: Path) -> None:
    """Skips where a program is missing; where the environment says CI, that is a failure."""
    if program.exists():
        return
    if os.environ.get("CI"):
        pytest.fail(f"{program} is missing, expected it wherever CI is set")
    pytest.skip(f"{program} is missing: apt-get install chromium poppler-utils fonts-wqy-microhei")
