"""The frame of every page: language, size, purpose and refusals."""

from sqlmodel import select

from api.screens.shell.forms import Form
from api.storage import Database
from api.tables.record import RecordEntry
from tests.screens.conftest import SignIn


def test_a_language_that_was_chosen_holds_for_the_pages_that_follow(pages: SignIn) -> None:
    client = pages("qin")

    chinese = client.get("/sign-in")
    client.post("/preferences/language", data={"language": "en", "next": "/sign-in"})
    english = client.get("/sign-in")

    assert '<html lang="zh-CN"' in chinese.text
    assert "登录" in chinese.text
    assert '<html lang="en"' in english.text
    assert "Sign in" in english.text
    assert english.headers["Content-Language"] == "en"


def test_large_letters_stay_large(pages: SignIn) -> None:
    client = pages("qin")

    client.post("/preferences/size", data={"size": "large"})

    assert 'class="large"' in client.get("/sign-in").text


def test_a_purpose_is_recorded_with_every_page_it_opens(pages: SignIn) -> None:
    client = pages("qin")
    database: Database = client.app.state.database  # type: ignore[attr-defined]

    client.post("/preferences/purpose", data={"purpose": "走访老干部"})
    client.get("/")

    with database.reading() as session:
        told = session.exec(select(RecordEntry).where(RecordEntry.action == "reveal")).all()
        assert [(one.actor, one.why) for one in told] == [("qin", "走访老干部")]


def test_a_role_that_reveals_nothing_sees_nothing_more_by_a_purpose_in_its_cookie(pages: SignIn) -> None:
    client = pages("he")
    client.cookies.set("purpose", "curious")

    answer = client.get("/")

    assert answer.status_code == 303


def test_a_page_that_is_not_there_says_so_as_a_page_and_the_api_says_so_as_a_document(pages: SignIn) -> None:
    client = pages("qin")

    page, document = client.get("/no-such-page"), client.get("/v1/no-such-thing")

    assert (page.status_code, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert (document.status_code, document.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_static_file_of_a_named_state_may_be_kept_for_good_and_no_page_may(pages: SignIn) -> None:
    client = pages("qin")

    page = client.get("/sign-in")
    style = page.text.partition('stylesheet" href="')[2].partition('"')[0]

    assert page.headers["Cache-Control"] == "no-store"
    assert "immutable" in client.get(style).headers["Cache-Control"]
    assert client.get("/static/../../../pyproject.toml").status_code == 404


def test_a_form_reads_texts_as_what_the_room_takes() -> None:
    from starlette.datastructures import FormData

    from api.tables.needs import NeedFields

    form = Form(
        FormData(
            [("minutes", " 45 "), ("cadre_id", "c1"), ("service", "legal"), ("latitude", ""), ("languages", "柳州话")]
        )
    )

    read = form.read(NeedFields)

    assert (read.minutes, read.latitude, read.languages) == (45, None, ["柳州话"])
