"""The exchange contract's own two documents are read, by the models and by any JSON Schema validator."""

import json
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from matcher.domain import Problem, Roster
from matcher.domain.document import Document

PROBLEM = """
{
  "version": 1,
  "week": {"start": "2026-11-23", "days": 7},
  "timezone": "Asia/Shanghai",
  "grid_minutes": 5,
  "travel": {"walk":   {"metres_per_minute": 75,  "detour": 1.3, "fixed_minutes": 0},
             "e_bike": {"metres_per_minute": 250, "detour": 1.3, "fixed_minutes": 2}},
  "stations": [{"id": "liuxing", "name": "柳星社区", "district": "柳北区", "location": {"lat": 24.35, "lon": 109.40}}],
  "cadres": [{"id": "c1", "name": "…", "station": "liuxing", "location": {"lat": 24.351, "lon": 109.402}}],
  "volunteers": [{
      "id": "v1", "name": "…", "station": "liuxing", "location": {"lat": 24.352, "lon": 109.401},
      "services": ["household", "emotional"],
      "qualifications": [{"name": "nurse", "valid_until": "2027-03-31"}],
      "gender": "F", "languages": ["zh"], "mode": "walk",
      "availability": [{"start": "2026-11-23T08:00", "end": "2026-11-23T11:30"}],
      "max_visits_per_day": 4, "max_minutes_per_day": 240, "max_minutes_per_week": 360,
      "cadre": null}],
  "needs": [{
      "id": "n1", "cadre": "c1", "also_cadres": [], "service": "household", "minutes": 60,
      "visits": 2, "min_gap_days": 2, "crew": 1, "priority": "normal",
      "windows":   [{"start": "2026-11-23T08:00", "end": "2026-11-23T11:30"}],
      "preferred": [],
      "location": null,
      "qualifications": [], "gender": null, "languages": [],
      "excluded_volunteers": [], "preferred_volunteers": []}],
  "history":   [{"cadre": "c1", "volunteer": "v1", "visits": 7}],
  "published": [{"need": "n1", "start": "2026-11-23T08:30", "volunteers": ["v1"], "pinned": false}]
}
"""

ROSTER = """
{
  "version": 1, "status": "feasible", "policy": "default", "seed": 0, "seconds": 12.3,
  "visits": [{"need": "n1", "start": "2026-11-23T08:30", "end": "2026-11-23T09:30", "volunteers": ["v1"], "pinned": false}],
  "unmet":  [{"need": "n1", "missing": 1, "reasons": [{"code": "OUT_OF_CIRCLE", "rule": "service_circle", "volunteers": 12,
              "en": "…", "zh": "…"}], "suggestion": {"en": "…", "zh": "…"}}],
  "score": {"total": 1234, "by_rule": {"unmet_visit": 1000, "travel": 234}},
  "bound": 1210, "gap": 0.0194
}
"""

MATRIX = {"matrix": {"points": ["c1", "v1"], "minutes": [[0, 7], [9, 0]]}}

DOCUMENTS: list[tuple[type[Document], str]] = [(Problem, PROBLEM), (Roster, ROSTER)]


def said_again(model: type[Document], text: str) -> Any:
    """What the model writes after reading."""
    return json.loads(model.model_validate_json(text).model_dump_json())


@pytest.mark.parametrize(("model", "text"), DOCUMENTS)
def test_the_example_is_read_and_written_as_it_stands(model: type[Document], text: str) -> None:
    example = json.loads(text)

    written = said_again(model, text)

    for mode in written.get("travel", {}).values():
        assert mode.pop("matrix") is None
    assert written == example


@pytest.mark.parametrize(("model", "text"), DOCUMENTS)
def test_the_example_and_what_we_write_satisfy_the_schema(model: type[Document], text: str) -> None:
    validator = jsonschema.Draft202012Validator(model.model_json_schema())

    validator.validate(json.loads(text))
    validator.validate(said_again(model, text))


def test_a_mode_may_carry_a_matrix_instead_of_speeds() -> None:
    example = json.loads(PROBLEM)
    example["travel"] = {"walk": MATRIX}

    problem = Problem.model_validate(example)

    jsonschema.validate(example, Problem.model_json_schema())
    assert problem.travel["walk"].matrix is not None
    assert problem.travel["walk"].matrix.minutes == ((0, 7), (9, 0))


@pytest.mark.parametrize(
    ("model", "text", "change"),
    [
        (Problem, PROBLEM, {"version": 2}),
        (Problem, PROBLEM, {"week": {"start": "2026-11-23", "days": 8}}),
        (Problem, PROBLEM, {"needs": [{"id": "n1"}]}),
        (Problem, PROBLEM, {"grid_minutes": "5"}),
        (Problem, PROBLEM, {"volunteers": None}),
        (Roster, ROSTER, {"status": "infeasible"}),
        (Roster, ROSTER, {"visits": [{"need": "n1", "start": "tomorrow", "end": "later", "volunteers": []}]}),
        (Roster, ROSTER, {"unmet": [{"need": "n1", "missing": 0}]}),
        (Roster, ROSTER, {"bound": 0.5}),
    ],
)
def test_models_and_schema_refuse_alike(model: type[Document], text: str, change: dict[str, Any]) -> None:
    document = json.loads(text) | change

    with pytest.raises(ValidationError):
        model.model_validate_json(json.dumps(document))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, model.model_json_schema())


@pytest.mark.parametrize(("model", "text"), DOCUMENTS)
def test_fields_may_be_added(model: type[Document], text: str) -> None:
    document = json.loads(text) | {"remarks_of_the_coordinator": {"any": ["thing"]}}

    assert model.model_validate(document) == model.model_validate_json(text)
    jsonschema.validate(document, model.model_json_schema())


def test_a_roster_made_by_hand_needs_its_visits_only() -> None:
    roster = Roster.model_validate_json('{"visits": []}')

    assert (roster.version, roster.unmet, roster.score, roster.bound, roster.gap) == (1, None, None, None, None)
