"""Undo and redo walk along what was done, as in an editor, by versions that are added and never taken away."""

from api.rosters.history import Entry, History, replayed
from api.rosters.versions import find
from api.tables.rosters import Cause, RosterState
from tests.api.rosters.desk import Desk, on


def entries(*causes: Cause | tuple[Cause, int]) -> list[Entry]:
    named = [one if isinstance(one, tuple) else (one, None) for one in causes]
    return [Entry(number, cause, to) for number, (cause, to) in enumerate(named, start=1)]


def targets(past: History) -> tuple[int | None, int | None]:
    return past.undo_to, past.redo_to


def test_undos_go_back_step_by_step_and_redos_forward_again() -> None:
    done = entries(Cause.CREATED, Cause.EDITED, Cause.EDITED, (Cause.UNDONE, 2), (Cause.UNDONE, 1), (Cause.REDONE, 2))

    found = [targets(replayed(done[:so_far])) for so_far in range(1, 7)]

    # After 1 nothing can be undone; 4 has the content of 2, which was made from 1; 5 that of 1, with 2 and then 3 to redo.
    assert found == [(None, None), (1, None), (2, None), (1, 3), (None, 2), (1, 3)]


def test_whatever_is_done_after_an_undo_starts_from_what_the_undo_brought_back() -> None:
    done = entries(Cause.CREATED, Cause.EDITED, Cause.EDITED, (Cause.UNDONE, 2), Cause.SOLVED)

    past = replayed(done)

    assert targets(past) == (2, None)


def test_what_was_agreed_with_people_is_not_undone_nor_is_a_publication() -> None:
    matched = replayed(entries(Cause.CREATED, Cause.EDITED, Cause.MATCHED))
    published = replayed(entries(Cause.CREATED, Cause.EDITED, Cause.EDITED, (Cause.UNDONE, 2)), published_version=4)
    later = replayed(entries(Cause.CREATED, Cause.EDITED, Cause.EDITED), published_version=2)

    assert [one.undo_to for one in (matched, published, later)] == [None, None, 2]


def test_an_undo_brings_the_document_back_and_a_redo_takes_it_away_again(desk: Desk) -> None:
    first, second = desk.visits[0], desk.visits[1]
    desk.edit({"do": "remove", **on(first)})
    documents = [desk.read("").json()["document"]]
    desk.edit({"do": "pin", **on(second)})
    documents.append(desk.read("").json()["document"])

    answers = [desk.undo(), desk.undo(), desk.redo(), desk.redo()]

    found = [desk.read(f"/versions/{answer.json()['number']}").json() for answer in answers]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert found[0] == found[2] == documents[0]
    assert found[3] == documents[1]
    assert len(found[1]["visits"]) == len(documents[0]["visits"]) + 1
    assert desk.causes == ["created", "solved", "edited", "edited", "undone", "undone", "redone", "redone"]


def test_where_there_is_nothing_to_undo_or_redo_a_sentence_says_so(desk: Desk) -> None:
    before = desk.etag

    redone = desk.redo()
    desk.undo()
    undone = desk.undo()

    assert (redone.status_code, redone.json()["code"]) == (409, "NOTHING_TO_REDO")
    assert (undone.status_code, undone.json()["code"]) == (409, "NOTHING_TO_UNDO")
    assert desk.etag != before
    assert desk.read("").json()["redo_to"] == 2


def test_a_check_of_an_undo_stores_nothing(desk: Desk) -> None:
    desk.edit({"do": "remove", **on(desk.visits[0])})
    etag = desk.etag

    told = desk.undo(check=True).json()

    assert (told["number"], [one["kind"] for one in told["visits"]]) == (None, ["new"])
    assert desk.read("").headers["ETag"] == etag


def test_edits_after_a_publication_are_undone_down_to_it_and_no_further(desk: Desk) -> None:
    with desk.database.writing() as session:
        roster = find(session, desk.id, for_change=True)
        roster.state, roster.published_version = RosterState.PUBLISHED, roster.newest
    desk.etag = desk.read("").headers["ETag"]
    desk.edit({"do": "remove", **on(desk.visits[0])})
    changed = desk.read("").json()["state"]

    undone = desk.undo()
    further = desk.undo()

    assert (changed, undone.status_code, desk.read("").json()["state"]) == ("changed", 200, "published")
    assert desk.read("").headers["ETag"] == undone.headers["ETag"]
    assert (further.status_code, further.json()["code"]) == (409, "PUBLISHED")
