"""Pages as people get them: by a client without a browser, and by Debian's chromium on a service that listens for real."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page

from api.application import create_app
from api.serving import listening
from tests.passwords import quick_passwords
from tests.screens.furnishing import PASSWORD, clock_at, copied, furnish, settings_in

SCREEN = {"width": 1366, "height": 768}

SignIn = Callable[[str], TestClient]
Open = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def passwords() -> Iterator[None]:
    """They cost little here."""
    with quick_passwords():
        yield


@pytest.fixture(scope="session")
def furnished(passwords: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a service in the middle of its week."""
    folder = tmp_path_factory.mktemp("furnished")
    furnish(folder)
    return folder


@pytest.fixture
def pages(furnished: Path, tmp_path: Path) -> Iterator[SignIn]:
    """`pages("qin")` is a client that is signed in as this user of a service of the test's own; redirects are not followed."""
    app = create_app(settings_in(copied(furnished, tmp_path / "service")))
    with clock_at(), TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
        client.headers["Origin"] = "https://testserver"

        def sign_in(user: str) -> TestClient:
            client.cookies.clear()
            answer = client.post("/sign-in", data={"username": user, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            return client

        yield sign_in


@contextmanager
def listening_service(folder: Path, worker: bool = False) -> Iterator[str]:
    """The address of a service that serves this folder from a thread, its clock at the middle of the week."""
    app = create_app(settings_in(folder, worker))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1))
    with clock_at(), listening("127.0.0.1", 0) as taken:
        thread = Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def service(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that the tests of a module share."""
    with listening_service(copied(furnished, tmp_path_factory.mktemp("served") / "service")) as address:
        yield address


def browsing(browser: Browser, service: str) -> BrowserContext:
    """A browser on a station's computer that knows nobody yet."""
    return browser.new_context(viewport=SCREEN, base_url=service, locale="zh-CN", timezone_id="Asia/Shanghai")


def sign_in(context: BrowserContext, user: str) -> Page:
    """The first page that somebody sees."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/sign-in")
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    return page


@pytest.fixture
def context(browser: Browser, service: str) -> Iterator[BrowserContext]:
    """A browser that knows nobody yet; whatever it asks of any other host fails the test."""
    context = browsing(browser, service)
    elsewhere: list[str] = []
    context.on("request", lambda request: None if request.url.startswith(service) else elsewhere.append(request.url))
    yield context
    context.close()
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []


@pytest.fixture
def signed_in(context: BrowserContext, service: str) -> Open:
    """`signed_in("qin", "/board", language="en")` opens a page as this user; faults of scripts fail the test."""

    def open_page(user: str, path: str = "/", language: str = "zh") -> Page:
        context.add_cookies([{"name": "language", "value": language, "url": service}])
        page = sign_in(context, user)
        page.on("pageerror", lambda error: pytest.fail(f"a script failed on {page.url}: {error}"))
        page.goto(path)
        return page

    return open_page
