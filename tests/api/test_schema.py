"""Whatever the OpenAPI document allows, and much that it forbids, is answered as the document says.

SCHEMA_EXAMPLES=200 python -m pytest tests/api/test_schema.py      asks more of each operation
"""

import os
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckContext
from schemathesis.config import SchemathesisConfig

import scenarios
from api.application import create_app
from api.authority import Role
from api.demo import fill
from api.identity.keys import make_key
from api.opening import open_database
from api.settings import Settings

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "25"))

REFUSALS_OF_GOOD_DATA = ["2xx", 401, 404, 409, 412, 422, 428, 429]
"""Data that fit the schema may contradict each other or what is there, and a password may be wrong;
`the_schema_tells_all` looks at the 422s."""

CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": REFUSALS_OF_GOOD_DATA}}}
)

asked: Counter[str] = Counter()


def service() -> tuple[str, str]:
    """The address of a database with the four pilots, and a key that opens its service."""
    url = f"sqlite:///{Path(mkdtemp()) / 'service.sqlite'}"
    database = open_database(Settings(database_url=url))
    with database.writing() as session:
        fill(session, scenarios.get("four_pilots").build())
        _, key = make_key(session, "tests", Role.CITY)
    database.close()
    return url, key


URL, KEY = service()
EVERYBODY = {f"{what}_per_minute": 1_000_000 for what in ("requests", "large_requests", "guesses")}
app = create_app(Settings(database_url=URL, worker=False, **EVERYBODY))
schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=CONFIG)


WHAT_NO_SCHEMA_SAYS = ("value_error", "contradiction", "no_such_reference", "date_", "datetime_", "time_")
"""Our own sentences about fields that contradict each other or what is there, and days like 30 February."""


@schemathesis.check
def the_schema_tells_all(_context: CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """What validation alone refuses, the schema forbids: a client can know it before asking."""
    good = case.meta is not None and case.meta.generation.mode.is_positive
    if good and response.status_code == 422:
        faults = response.json().get("errors") or []
        assert [one for one in faults if not one["code"].startswith(WHAT_NO_SCHEMA_SAYS)] == [], response.text


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_an_operation_answers_as_documented(case: schemathesis.Case) -> None:
    asked[f"{case.method} {case.path}"] += 1

    case.call_and_validate(headers={"Authorization": f"Bearer {KEY}"})


def test_enough_was_asked() -> None:
    operations = sum(1 for _ in schema.get_all_operations())

    assert len(asked) < operations or asked.total() >= min(3000, EXAMPLES * operations)
