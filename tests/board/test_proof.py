"""What the bound tells people is true, and no more than it tells."""

from matcher.board.proof import further_visits, gap_per_mille, in_per_cent, proof
from matcher.board.reading import board_of
from matcher.board.week import Board
from matcher.domain import Roster, Score
from tests.building import problem, roster, visit


def board(total: int | None, bound: int | None, *, served: bool = False, policy: str = "default") -> Board:
    """A week of one visit, wanted in vain unless served."""
    visits = [visit("n1", "09:00", "v1")] if served else []
    score = None if total is None else Score(total=total, by_rule={"unmet_visit": total})
    return board_of(problem(), Roster(visits=visits, score=score, bound=bound, policy=policy))


def test_further_visits_are_the_whole_thousands_between_total_and_bound():
    # An ordinary visit is worth 1000 points: 999 leave room for none, 1000 for one, 2999 for two.
    assert [further_visits(board(5_000, 5_000 - between)) for between in (999, 1_000, 2_999)] == [0, 1, 2]


def test_the_sentence_names_the_number_and_its_condition_in_both_languages():
    sentence = proof(board(5_000, 2_001))[-1]

    assert sentence.zh == "在其他方面不变差的前提下，任何排班都至多再多完成2次普通服务。"
    assert sentence.en == "No roster can serve more than 2 further ordinary visits without being worse elsewhere."


def test_no_room_for_a_visit_is_said_in_words():
    assert proof(board(5_000, 4_500))[-1].zh == "在其他方面不变差的前提下，任何排班都无法再多完成哪怕一次普通服务。"


def test_where_nothing_is_missing_no_further_visit_is_spoken_of():
    made = board(500, 100, served=True)

    assert further_visits(made) is None
    assert len(proof(made)) == 1


def test_under_another_policy_points_are_told_and_visits_are_not():
    made = board(5_000, 1_000, policy="winter")

    assert further_visits(made) is None
    assert "1000" in proof(made)[0].zh


def test_total_equal_to_bound_is_said_to_be_proved():
    (sentence,) = proof(board(1_234, 1_234))

    assert sentence.zh.startswith("已证明：按现行规则，没有任何排班低于本排班的1234分")


def test_a_perfect_roster_needs_no_division():
    assert gap_per_mille(board(0, 0, served=True)) == 0


def test_the_gap_is_rounded_up_since_it_is_told_as_at_most():
    # (1000 − 979) / 1000 = 2.1 %; (10 000 − 9 799) / 10 000 = 2.01 %.
    assert in_per_cent(gap_per_mille(board(1_000, 979)) or 0) == "2.1%"
    assert in_per_cent(gap_per_mille(board(10_000, 9_799)) or 0) == "2.1%"


def test_without_score_or_bound_or_with_a_bound_above_the_total_nothing_is_claimed():
    assert [proof(one) for one in (board(None, 5), board(5, None), board(5, 6))] == [(), (), ()]


def test_a_roster_made_by_hand_claims_nothing():
    assert proof(board_of(problem(), roster(visit("n1", "09:00", "v1")))) == ()
