"""A policy is built from layers as from files: each says only what differs, and an error names the layer at fault."""

import json
from pathlib import Path

import pytest

from matcher.domain import BadInput
from matcher.policy import Layer, RuleInForce, Setting, default_policy, load_policy, policy_from, rules_in_force
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.hard.load_limits import LoadLimits
from matcher.rules.hard.service_circle import ServiceCircle
from matcher.rules.rule import HardRule, OverridableRule
from matcher.rules.soft.travel import Travel
from matcher.rules.soft.unmet_visit import UnmetVisit

CITY = Layer("柳州市", "[rules.service_circle]\nminutes = 20\n[rules.unmet_visit]\nlow = 100\n")
DISTRICT = Layer("柳北区", {"service_circle": {"minutes": 25}, "travel": {"level": "off"}})
STATION = Layer("柳星社区", "[rules.unmet_visit]\nhigh = 9000")


def rule_in_force(name: str, *layers: Layer) -> RuleInForce:
    """One rule of many."""
    return next(rule for rule in rules_in_force(layers) if rule.name == name)


def test_no_layers_are_the_default_policy() -> None:
    assert policy_from(()) == default_policy()


def test_layers_are_laid_over_one_another_in_order() -> None:
    policy = policy_from([CITY, DISTRICT, STATION])

    assert policy.name == "柳星社区"
    assert ServiceCircle(minutes=25) in policy.rules
    assert UnmetVisit(low=100, high=9000) in policy.rules
    assert not [rule for rule in policy.rules if isinstance(rule, Travel)]


def test_the_last_layer_wins_whatever_its_form() -> None:
    assert ServiceCircle(minutes=20) in policy_from([DISTRICT, CITY]).rules


def test_a_policy_may_have_a_name_of_its_own() -> None:
    assert policy_from([CITY, DISTRICT], "柳北区@3").name == "柳北区@3"


def test_files_and_layers_give_the_same_rules(tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text(str(CITY.rules), encoding="utf-8")
    station = tmp_path / "station.toml"
    station.write_text(f'inherits = "city.toml"\n{STATION.rules}', encoding="utf-8")

    assert load_policy(station).rules == policy_from([CITY, STATION]).rules


def test_every_rule_says_which_layer_set_what() -> None:
    circle, unmet = (rule_in_force(name, CITY, DISTRICT, STATION) for name in ("service_circle", "unmet_visit"))

    assert circle.is_hard
    assert circle.level == Setting("hard", "default")
    assert circle.parameters == {"minutes": Setting(25, "柳北区")}
    assert unmet.parameters == {
        "emergency": Setting(16000, "default"),
        "high": Setting(9000, "柳星社区"),
        "normal": Setting(1000, "default"),
        "low": Setting(100, "柳州市"),
    }


def test_a_rule_that_is_off_is_listed_still() -> None:
    assert rule_in_force("travel", DISTRICT).level == Setting("off", "柳北区")
    assert [rule.name for rule in rules_in_force([DISTRICT])] == [kind.name for kind in CATALOGUE]


def test_a_rule_in_force_says_whether_it_may_be_overridden() -> None:
    marked = Layer("柳州市", {"service_circle": {"overridable": True}})

    assert rule_in_force("service_circle", marked).overridable == Setting(True, "柳州市")
    assert rule_in_force("load_limits", marked).overridable == Setting(False, "default")
    assert rule_in_force("pinned", marked).overridable is None
    assert rule_in_force("travel", marked).overridable is None


def test_rules_in_force_are_json_in_both_languages() -> None:
    told = json.loads(json.dumps([rule.as_json() for rule in rules_in_force([CITY])], ensure_ascii=False))

    circle = next(rule for rule in told if rule["name"] == "service_circle")
    assert circle["kind"] == "hard"
    assert circle["parameters"] == {"minutes": {"value": 20, "layer": "柳州市"}}
    assert all(rule["zh"] and rule["en"] for rule in told)


@pytest.mark.parametrize("name", [kind.name for kind in CATALOGUE if issubclass(kind, OverridableRule)])
def test_rules_about_one_visit_can_be_marked_overridable(name: str) -> None:
    policy = policy_from([Layer("city", {name: {"overridable": True}})])

    assert [rule.name for rule in policy.rules if isinstance(rule, OverridableRule) and rule.overridable] == [name]


@pytest.mark.parametrize(
    "name", [kind.name for kind in CATALOGUE if issubclass(kind, HardRule) and not issubclass(kind, OverridableRule)]
)
def test_rules_that_no_reason_excuses_cannot(name: str) -> None:
    with pytest.raises(
        BadInput, match=rf"^city: rules\.{name} can never be overridable, expected it of one of service_m"
    ):
        policy_from([Layer("city", {name: {"overridable": True}})])


def test_which_rules_can_never_be_overridden_is_no_accident() -> None:
    never = {kind.name for kind in CATALOGUE if issubclass(kind, HardRule) and not issubclass(kind, OverridableRule)}

    assert never == {
        "availability",
        "travel_between",
        "weekly_frequency",
        "crew_together",
        "one_visit_at_a_time",
        "one_person_one_place",
        "pinned",
    }


def test_where_a_rule_is_overridable_pinned_visits_stand() -> None:
    unpinned = Layer("station", {"pinned": {"level": "off"}})
    marked = Layer("city", {"excluded_pair": {"overridable": True}})

    with pytest.raises(BadInput, match=r"^station: rules\.excluded_pair is overridable while rules\.pinned is off"):
        policy_from([marked, unpinned])


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("[rules.service_circel]\nminutes = 20", "rule 'service_circel' is unknown, did you mean 'service_circle'?"),
        ({"service_circel": {"minutes": 20}}, "rule 'service_circel' is unknown, did you mean 'service_circle'?"),
        ({"service_circle": {"minute": 20}}, "parameter of rule service_circle 'minute' is unknown, did you mean"),
        ({"travel": {"level": "hard"}}, "rules.travel.level: 'hard', expected soft or off"),
        ({"travel": {"overridable": True}}, "rules.travel can never be overridable, expected it of one of"),
        ({"service_circle": {"minutes": "20"}}, "rules.service_circle.minutes: '20': Input should be a valid integer"),
        (
            {"service_circle": {"overridable": "yes"}},
            "rules.service_circle.overridable: 'yes': Input should be a valid",
        ),
        ({"load_limits": {"minutes_per_week": 600}}, "rules.load_limits.minutes_per_week 600 and"),
        ({"travel": 5}, "rules is {'travel': 5}, expected a table per rule"),
        (5, "rules is 5, expected a table per rule"),
        ("rules = 5", "rules is 5, expected a table per rule"),
        ("inherits = 'city.toml'", "field 'inherits' is unknown, expected one of rules"),
        ("[rules", "is no TOML"),
    ],
    ids=lambda given: str(given)[:40],
)
@pytest.mark.parametrize("above", [(), (CITY,)], ids=["alone", "over another"])
def test_what_cannot_be_meant_is_refused_in_the_layer_s_name(
    rules: object, said: str, above: tuple[Layer, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        policy_from([*above, Layer("柳北区", rules), STATION])  # type: ignore[arg-type]

    assert str(refused.value).startswith(f"柳北区: {said}")


def test_the_layer_at_fault_is_the_one_that_set_the_value_not_the_last() -> None:
    with pytest.raises(BadInput, match=r"^wrong: rules\.service_circle\.minutes: -1"):
        policy_from(
            [Layer("wrong", {"service_circle": {"minutes": -1}}), Layer("x", {"service_circle": {"level": "off"}})]
        )


def test_a_weekly_limit_is_changed_in_both_rules_that_speak_of_it() -> None:
    both = {"load_limits": {"minutes_per_week": 600}, "load_balance": {"minutes_per_week": 600}}

    assert LoadLimits(minutes_per_week=600) in policy_from([Layer("city", both)]).rules
    with pytest.raises(BadInput, match=r"^station: rules.load_limits.minutes_per_week 600 and"):
        policy_from([Layer("city", both), Layer("station", {"load_balance": {"minutes_per_week": 500}})])


@pytest.mark.parametrize("name", ["\x1b[31m", "n" * 501])
def test_a_layer_s_name_is_fit_to_be_told(name: str) -> None:
    with pytest.raises(BadInput, match="expected a printable string"):
        policy_from([Layer(name, {})])
