"""The table of roles: what each may do, and how sensitive a field it may see. What is not written here is denied."""

from api.authority.kinds import Action, Actor, Role, Sensitivity

WORK = {Action.LOOK, Action.MATCH, Action.ANSWER, Action.CLOSE, Action.REPORT}
PLANNING = WORK | {Action.KEEP, Action.PLAN, Action.PUBLISH, Action.EXCHANGE, Action.REVEAL}

ACTIONS: dict[Role, frozenset[Action]] = {
    Role.CITY: frozenset(PLANNING | {Action.RULE, Action.ADMINISTER, Action.INSPECT, Action.ERASE}),
    Role.DISTRICT: frozenset(PLANNING | {Action.RULE, Action.INSPECT, Action.ERASE}),
    Role.COORDINATOR: frozenset(PLANNING),
    Role.STATION_STAFF: frozenset(WORK | {Action.KEEP, Action.REVEAL}),
    Role.GRID_WORKER: frozenset({Action.LOOK, Action.CLOSE}),
    Role.TEAM_LEAD: frozenset({Action.LOOK, Action.ANSWER}),
    Role.AUDITOR: frozenset({Action.LOOK, Action.REPORT, Action.INSPECT}),
    Role.LINK: frozenset(),
}

MOST_SENSITIVE: dict[Role, Sensitivity] = {
    Role.CITY: Sensitivity.SENSITIVE,
    Role.DISTRICT: Sensitivity.SENSITIVE,
    Role.COORDINATOR: Sensitivity.SENSITIVE,
    Role.STATION_STAFF: Sensitivity.SENSITIVE,
    Role.GRID_WORKER: Sensitivity.CONTACT,
    Role.TEAM_LEAD: Sensitivity.CONTACT,
    Role.AUDITOR: Sensitivity.PUBLIC,
    Role.LINK: Sensitivity.PUBLIC,
}

ORDER = list(Sensitivity)


def allow(
    actor: Actor, action: Action, station: str | None = None, sensitivity: Sensitivity = Sensitivity.PUBLIC
) -> bool:
    """Whether the actor may do this at the station (None: at no particular one), with fields so sensitive."""
    if action is Action.OPEN:
        return True
    return (
        action in ACTIONS[actor.role]
        and (station is None or actor.stations is None or station in actor.stations)
        and ORDER.index(sensitivity) <= ORDER.index(MOST_SENSITIVE[actor.role])
    )
