"""`matcher schema` prints what the documents are."""

import json

import jsonschema
import pytest

from matcher.domain import Problem, Roster
from tests.cli.conftest import Command


@pytest.mark.parametrize(("name", "model"), [("problem", Problem), ("roster", Roster)])
def test_the_schema_is_that_of_the_model(name: str, model: type[Problem] | type[Roster], command: Command) -> None:
    ending = command("schema", name)

    schema = json.loads(ending.out)
    assert ending.code == 0
    assert schema == model.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
