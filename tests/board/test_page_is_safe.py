"""Whatever a document holds, the page runs nothing, fetches nothing, and stands whole or not at all."""

from pathlib import Path

import pytest

from matcher.board import write_html
from matcher.board.page import page
from matcher.board.reading import board_of
from matcher.domain import BadInput, Problem, Roster, Score
from tests.board.markup import read
from tests.board.weeks import HARMFUL, harmful, pilots
from tests.building import problem, roster

INERT = {
    *("html", "head", "meta", "title", "style", "body", "header", "footer", "section", "div", "h1", "h2", "h3"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "ol", "li", "p"),
    *("a", "span", "small", "b", "time", "wbr", "svg", "symbol", "path", "rect", "use", "text"),
}
"""Elements that neither run nor load anything."""


@pytest.mark.parametrize("weeks", [pilots, harmful], ids=["pilots", "harmful"])
def test_nothing_runs_and_nothing_is_fetched(weeks):
    root = read(page(board_of(*weeks())))

    for element in root.all():
        assert element.tag in INERT
        assert not any(name.startswith("on") or name in {"src", "srcset", "action"} for name in element.attributes)
        assert (element.attributes.get("href") or "#").startswith("#")
    style = root.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_harmful_names_are_shown_as_they_are_written():
    week, made = harmful()

    text = read(page(board_of(week, made))).text

    for name in HARMFUL[:6]:
        assert name in text
    assert "name reversed tab line" in text
    assert not {"\x00", "\x08", "\u202e"} & set(text)


def test_a_policys_name_cannot_leave_the_style_sheet():
    week, made = harmful()

    written = page(board_of(week, made))

    assert made.policy == "</style><b>"
    assert written.count("</style>") == 1


def test_the_same_roster_gives_the_same_bytes(tmp_path: Path):
    week, made = pilots()

    write_html(week, made, tmp_path / "a.html")
    write_html(Problem.model_validate_json(week.model_dump_json()), made, tmp_path / "b.html")

    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_numbers_beyond_all_measure_are_only_long(tmp_path: Path):
    made = Roster(visits=(), seed=10**30, score=Score(total=10**400, by_rule={"travel": 10**400}), bound=-(10**400))

    write_html(problem(), made, tmp_path / "a.html")

    assert "100000000000" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_what_stood_at_the_path_is_replaced_whole(tmp_path: Path):
    path = tmp_path / "roster.html"
    path.write_text("old")

    write_html(problem(), roster(), path)

    assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert [one.name for one in tmp_path.iterdir()] == ["roster.html"]


def test_where_nothing_can_be_written_one_sentence_says_so_and_nothing_is_left(tmp_path: Path):
    (tmp_path / "taken").mkdir()
    for path in (tmp_path / "nowhere" / "roster.html", tmp_path / "taken", tmp_path / "a\0b", Path("/")):
        with pytest.raises(BadInput, match="cannot be written"):
            write_html(problem(), roster(), path)
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]
