"""What is not written in the table is denied."""

from itertools import product

import pytest

from api.authority import Action, Actor, Role, Sensitivity, allow
from api.authority.allowing import ACTIONS, MOST_SENSITIVE


def actor(role: Role, *stations: str) -> Actor:
    return Actor("somebody", role, frozenset(stations))


def test_every_role_has_a_line_in_both_tables() -> None:
    assert set(ACTIONS) == set(MOST_SENSITIVE) == set(Role)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_does_what_its_line_says_and_only_at_its_own_stations(role: Role) -> None:
    own = actor(role, "liuxing")

    allowed = {action for action in Action if allow(own, action, "liuxing")}
    elsewhere = {action for action in Action if allow(own, action, "wantang")}

    assert allowed == ACTIONS[role] | {Action.OPEN}
    assert elsewhere == {Action.OPEN}


@pytest.mark.parametrize(("role", "sensitivity"), list(product(Role, Sensitivity)))
def test_fields_are_seen_up_to_the_roles_own_sensitivity(role: Role, sensitivity: Sensitivity) -> None:
    order = [Sensitivity.PUBLIC, Sensitivity.CONTACT, Sensitivity.SENSITIVE]

    seen = allow(actor(role, "liuxing"), Action.LOOK, "liuxing", sensitivity)

    reaches = order.index(sensitivity) <= order.index(MOST_SENSITIVE[role])
    assert seen == (Action.LOOK in ACTIONS[role] and reaches)


def test_nobody_but_the_city_administers_and_auditors_change_nothing() -> None:
    administer = [role for role in Role if Action.ADMINISTER in ACTIONS[role]]
    changing = {
        Action.KEEP,
        Action.PLAN,
        Action.PUBLISH,
        Action.CLOSE,
        Action.ANSWER,
        Action.MATCH,
        Action.RULE,
        Action.EXCHANGE,
    }

    assert administer == [Role.CITY]
    assert not changing & ACTIONS[Role.AUDITOR]
