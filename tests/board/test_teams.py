"""A team is never known by its colour alone, and its colour can be read."""

import pytest

from matcher.board.teams import TEAMS, Team, team_of
from matcher.board.words import SERVICES

ENOUGH = 4.5
"""The contrast that WCAG asks of texts."""

TINT = 0.07
"""The part of the team's colour in the ground of a visit, as in the style sheet."""


def luminance(red: float, green: float, blue: float) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


@pytest.mark.parametrize("team", [*TEAMS.values(), team_of("meals")], ids=lambda team: team.mark)
def test_a_colour_is_read_on_white_and_on_its_own_tint(team: Team):
    own = parts(team.colour)
    tint = [1 - TINT * (1 - part) for part in own]

    on_white = 1.05 / (luminance(*own) + 0.05)
    on_tint = (luminance(*tint) + 0.05) / (luminance(*own) + 0.05)

    assert min(on_white, on_tint) >= ENOUGH


def test_no_two_teams_share_character_shape_or_colour():
    teams = [*TEAMS.values(), team_of("meals")]

    assert len({team.mark for team in teams}) == len({team.shape for team in teams}) == len(teams)
    assert len({team.colour for team in teams}) == len(teams)


def test_every_service_with_a_name_has_a_team():
    assert TEAMS.keys() == SERVICES.keys()


def test_a_countys_own_service_goes_by_its_first_letters():
    assert (team_of("meals").mark, team_of("x").mark) == ("ME", "X")
