"""The whole data model: every table, what people enter into it (`…Fields`) and what is shown of it (`…Public`)."""

from api.tables import (
    cadres,
    calendar,
    data_version,
    identity,
    jobs,
    needs,
    people,
    places,
    policies,
    record,
    requests,
    rights,
    rosters,
    visits,
)

__all__ = [
    "cadres",
    "calendar",
    "data_version",
    "identity",
    "jobs",
    "needs",
    "people",
    "places",
    "policies",
    "record",
    "requests",
    "rights",
    "rosters",
    "visits",
]
