"""Rules in plain words as they hold here; whoever may change them says why, and every version is kept."""

import pytest
from fastapi.testclient import TestClient

from api.screens.rules.plain import PARAMETERS, SENTENCES, sentence
from matcher.policy import rules_in_force
from matcher.rules.catalogue import CATALOGUE
from tests.screens.conftest import SignIn
from tests.screens.words import words

CIRCLE = "/rules/change/service_circle"


def changed(client: TestClient, number: int, minutes: str, **more: str) -> int:
    """The status of changing the circle of the city to these minutes, seen at this version."""
    form = {"number": f"{number}", "minutes": minutes, "level": "hard", "note": "城郊住得远"} | more
    return client.post(f"{CIRCLE}?place=region:city", data=form).status_code


def circle(client: TestClient, region: str = "city") -> dict[str, object]:
    """The rule as the service has it in force."""
    rules = client.get(f"/v1/regions/{region}/policy").json()["rules"]
    found: dict[str, object] = next(one for one in rules if one["name"] == "service_circle")["parameters"]["minutes"]
    return found


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.name)
def test_every_rule_has_words_for_itself_and_its_numbers(kind: type) -> None:
    in_force = next(one for one in rules_in_force(()) if one.name == kind.name)  # type: ignore[attr-defined]
    numbers = {name: setting.value for name, setting in in_force.parameters.items()}

    told = sentence(in_force.name, numbers)

    assert set(SENTENCES) == {one.name for one in CATALOGUE}
    assert set(numbers) <= set(PARAMETERS)
    unsaid = [name for name, number in numbers.items() if f"{number}" not in told.zh or f"{number}" not in told.en]
    assert unsaid == []


def test_a_number_is_changed_for_a_place_and_all_below_it(pages: SignIn) -> None:
    client = pages("wei")

    assert changed(client, 0, "20") == 303

    assert circle(client) == {"value": 20, "layer": "city@1", "region_id": "city"}
    assert circle(client, "district-0")["value"] == 20
    page = words(client.get("/rules?place=station:liuxing").text)
    assert "从志愿者驻地到服务地点，按本人出行方式不超过20分钟。" in page
    assert "柳州市 第1版" in page


def test_only_what_differs_is_said(pages: SignIn) -> None:
    client = pages("wei")

    changed(client, 0, "20")

    version = client.get("/v1/regions/city/policy/versions").json()[0]
    assert version["toml"].split() == ["[rules.service_circle]", "minutes", "=", "20"]
    assert (version["note"], version["made_by"]) == ("城郊住得远", "wei")


def test_whoever_saw_an_older_version_is_told_and_changes_nothing(pages: SignIn) -> None:
    client = pages("wei")
    changed(client, 0, "20")

    assert changed(client, 0, "25") == 412

    assert circle(client)["value"] == 20


@pytest.mark.parametrize(
    ("minutes", "more"), [("1441", {}), ("", {}), ("zwanzig", {}), ("20", {"note": ""}), ("20", {"level": "soft"})]
)
def test_what_is_no_rule_or_has_no_reason_is_told_on_the_form(
    pages: SignIn, minutes: str, more: dict[str, str]
) -> None:
    client = pages("wei")

    assert changed(client, 0, minutes, **more) == 422

    assert circle(client)["layer"] == "default"


def test_a_place_can_fall_silent_and_speak_again(pages: SignIn) -> None:
    client = pages("wei")
    changed(client, 0, "20")

    assert changed(client, 1, "20", as_above="yes") == 303
    assert circle(client)["value"] == 15

    again = client.post("/rules/versions?place=region:city", data={"number": "1", "newest": "2"})
    assert again.status_code == 303
    assert circle(client) == {"value": 20, "layer": "city@3", "region_id": "city"}
    assert "城郊住得远" in client.get("/rules/versions?place=region:city").text


def test_an_exception_can_be_allowed_with_a_reason(pages: SignIn) -> None:
    client = pages("wei")

    assert changed(client, 0, "15", overridable="on") == 303

    assert "说明理由可例外" in words(client.get("/rules?place=region:city").text)
    assert client.get("/v1/regions/city/policy/versions").json()[0]["toml"].split()[1:] == ["overridable", "=", "true"]


def test_a_coordinator_reads_the_rules_and_changes_none(pages: SignIn) -> None:
    client = pages("qin")

    assert "/rules/change/" not in client.get("/rules").text

    assert changed(client, 0, "20") == 403
