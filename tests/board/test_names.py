"""Names are shown as people read them, whatever a document holds."""

import pytest

from matcher.board.names import LONGEST, legible, names_of
from matcher.domain import Volunteer
from tests.building import volunteer


def called(own: str, name: str) -> Volunteer:
    return volunteer(own).revised(name=name)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("覃医生", "覃医生"),
        ("  Wei \t\n Laoshi ", "Wei Laoshi"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("left\u202eright\u2066", "leftright"),
        ("x\ufffe\uffffy", "xy"),
        ("\u200b", ""),
        ("𪚥龘", "𪚥龘"),
        ("=1+1", "=1+1"),
    ],
)
def test_unseen_characters_are_dropped_and_nothing_else(given: str, shown: str):
    assert legible(given) == shown


def test_who_has_no_name_goes_by_the_id():
    people = [called("v1", ""), called("v2", "\u200b \t"), called("v3", "覃")]

    assert names_of(people) == {"v1": "v1", "v2": "v2", "v3": "覃"}


def test_who_shares_a_name_bears_the_id_beside_it():
    people = [called("v1", "韦老师"), called("v2", "韦\u200b老师"), called("v3", "莫老师")]

    assert names_of(people) == {"v1": "韦老师 (v1)", "v2": "韦老师 (v2)", "v3": "莫老师"}


def test_a_name_that_would_fill_the_page_is_cut():
    shown = names_of([called("v1", "名" * 500)])["v1"]

    assert (len(shown), shown[-1]) == (LONGEST, "…")
