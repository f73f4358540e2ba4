"""Policy files inherit and say only what differs; a file that cannot be meant is refused in one sentence."""

from pathlib import Path

import pytest

from matcher.domain import BadInput
from matcher.policy import Policy, default_policy, load_policy
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.hard.load_limits import LoadLimits
from matcher.rules.hard.service_circle import ServiceCircle
from matcher.rules.soft.travel import Travel
from matcher.rules.soft.unmet_visit import UnmetVisit


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which one stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def loaded(folder: Path, text: str, name: str = "mine.toml") -> Policy:
    """The policy of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_policy(path)


def test_the_default_policy_has_every_rule_at_its_first_level() -> None:
    policy = default_policy()

    assert policy.name == "default"
    assert [type(rule) for rule in policy.rules] == list(CATALOGUE)
    assert [rule.level for rule in policy.rules] == [kind.levels[0] for kind in CATALOGUE]


def test_the_default_file_says_what_the_rules_say_themselves() -> None:
    assert default_policy().rules == tuple(kind() for kind in CATALOGUE)


def test_an_empty_file_is_the_default_policy_under_its_own_name(folder: Path) -> None:
    policy = loaded(folder, "", "quiet.toml")

    assert policy.name == "quiet"
    assert policy.rules == default_policy().rules


def test_a_file_says_only_what_differs(folder: Path) -> None:
    policy = loaded(folder, 'name = "wide"\n[rules.service_circle]\nminutes = 20\n[rules.travel]\nlevel = "off"')

    assert policy.name == "wide"
    assert ServiceCircle(minutes=20) in policy.rules
    assert not [rule for rule in policy.rules if isinstance(rule, Travel)]
    assert len(policy.rules) == len(CATALOGUE) - 1


def test_city_district_and_station_inherit_from_one_another(folder: Path) -> None:
    (folder / "city.toml").write_text("[rules.service_circle]\nminutes = 20\n[rules.unmet_visit]\nlow = 100\n")
    (folder / "stations").mkdir()
    (folder / "district.toml").write_text('inherits = "city.toml"\n[rules.service_circle]\nminutes = 25\n')

    policy = loaded(folder, 'inherits = "../district.toml"\n[rules.unmet_visit]\nhigh = 9000', "stations/liuxing.toml")

    # the district's circle hides the city's; one parameter of a rule leaves the others as the city set them
    assert ServiceCircle(minutes=25) in policy.rules
    assert UnmetVisit(low=100, high=9000) in policy.rules


def test_a_rule_that_the_city_switched_off_can_be_switched_on_again(folder: Path) -> None:
    (folder / "city.toml").write_text('[rules.travel]\nlevel = "off"\n')

    policy = loaded(folder, 'inherits = "city.toml"\n[rules.travel]\nlevel = "soft"')

    assert Travel() in policy.rules


def test_a_weekly_limit_is_changed_in_both_rules_that_speak_of_it(folder: Path) -> None:
    both = "[rules.load_limits]\nminutes_per_week = 600\n[rules.load_balance]\nminutes_per_week = 600"

    assert LoadLimits(minutes_per_week=600) in loaded(folder, both).rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # names: the nearest, or all there are
        ("[rules.service_circel]\nminutes = 20", "rule 'service_circel' is unknown, did you mean 'service_circle'?"),
        ("[rules.unmet_visits]\nhigh = 1", "rule 'unmet_visits' is unknown, did you mean 'unmet_visit'?"),
        ("[rules.xyzzy]", "rule 'xyzzy' is unknown, expected one of service_match, qualification_valid"),
        (
            "[rules.service_circle]\nminute = 20",
            "parameter of rule service_circle 'minute' is unknown, did you mean 'minutes'?",
        ),
        (
            "[rules.travel]\nlvl = 'off'",
            "parameter of rule travel 'lvl' is unknown, did you mean 'level'?",
        ),
        (
            "[rules.pinned]\nxyzzy = 1",
            "parameter of rule pinned 'xyzzy' is unknown, expected one of level",
        ),
        ("nmae = 'mine'", "field 'nmae' is unknown, did you mean 'name'?"),
        ("[rule.travel]\npoints = 2", "field 'rule' is unknown, did you mean 'rules'?"),
        # levels
        ("[rules.travel]\nlevel = 'hard'", "rules.travel.level: 'hard', expected soft or off"),
        ("[rules.pinned]\nlevel = 'soft'", "rules.pinned.level: 'soft', expected hard or off"),
        ("[rules.pinned]\nlevel = 'of'", "rules.pinned.level: 'of', expected hard or off"),
        ("[rules.pinned]\nlevel = ['hard']", "rules.pinned.level: ['hard'], expected hard or off"),
        ("[rules.pinned]\nlevel = 1", "rules.pinned.level: 1, expected hard or off"),
        # values
        ("[rules.service_circle]\nminutes = -1", "rules.service_circle.minutes: -1: Input should be greater"),
        ("[rules.service_circle]\nminutes = 1441", "rules.service_circle.minutes: 1441: Input should be less"),
        (
            "[rules.service_circle]\nminutes = 15.0",
            "rules.service_circle.minutes: 15.0: Input should be a valid integer",
        ),
        (
            "[rules.service_circle]\nminutes = '15'",
            "rules.service_circle.minutes: '15': Input should be a valid integer",
        ),
        (
            "[rules.service_circle]\nminutes = true",
            "rules.service_circle.minutes: True: Input should be a valid integer",
        ),
        ("[rules.travel]\npoints = inf", "rules.travel.points: inf: Input should be a valid integer"),
        ("[rules.travel]\npoints = nan", "rules.travel.points: nan: Input should be a valid integer"),
        ("[rules.load_limits]\nminutes_per_week = 600", "load_balance.minutes_per_week 480 differ"),
        # shapes
        ("rules = 5", "rules is 5, expected a table per rule"),
        ("rules.travel = 5", "rules is {'travel': 5}, expected a table per rule"),
        ("name = 5", "name and inherits are 5 and None, expected printable strings"),
        ("inherits = ['a', 'b']", "expected printable strings"),
        # chains
        ("inherits = 'mine.toml'", "inherits from itself"),
        ("inherits = 'nowhere.toml'", "nowhere.toml: cannot be read"),
        ("inherits = '.'", "cannot be read"),
        # no TOML
        ("[rules", "is no TOML"),
        ("{'rules': {}}", "is no TOML"),
        ("name = 'a'\nname = 'b'", "is no TOML"),
        ("x = " + "9" * 5000, "is no TOML"),
        ("x = " + "[" * 100_000, "is no TOML"),
        ('inherits = "a\\u0000b"', "expected printable strings"),
        ('name = "\\u001b[31m"', "expected printable strings"),
        (f"name = '{'n' * 501}'", "at most 500 signs"),
    ],
    ids=lambda text: text[:40],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(text: str, said: str, folder: Path) -> None:
    with pytest.raises(BadInput) as refused:
        loaded(folder, text)

    sentence = str(refused.value)
    assert said in sentence
    assert sentence.startswith(str(folder))
    assert sentence.isprintable()
    assert len(sentence) < 1000


def test_a_circle_of_two_files_is_refused(folder: Path) -> None:
    (folder / "other.toml").write_text('inherits = "mine.toml"')

    with pytest.raises(BadInput, match="inherits from itself, expected a chain that ends at the default policy"):
        loaded(folder, 'inherits = "other.toml"')


@pytest.mark.parametrize("name", ["nowhere.toml", "."])
def test_a_file_that_cannot_be_read_is_named(name: str, folder: Path) -> None:
    with pytest.raises(BadInput, match=f"^{name}: cannot be read"):
        load_policy(Path(name))


def test_bytes_that_are_no_text_are_no_toml(folder: Path) -> None:
    (folder / "mine.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadInput, match="is no TOML"):
        load_policy(folder / "mine.toml")
