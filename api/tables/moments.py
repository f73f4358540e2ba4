"""A local minute as people enter it: as the contract writes it, and the schema tells which ones there are."""

from typing import Annotated

from pydantic import WithJsonSchema

from matcher.domain.clock import LocalMinute

MONTH_AND_DAY = "((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
LEAP_DAY = "20([02468][048]|[13579][26])-02-29"

Moment = Annotated[
    LocalMinute,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^(20[0-9][0-9]-{MONTH_AND_DAY}|{LEAP_DAY})T([01][0-9]|2[0-3]):[0-5][0-9]$",
            "examples": ["2026-11-24T09:00"],
        }
    ),
]
"""No offset, no seconds."""
