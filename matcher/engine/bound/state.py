"""Where a dive is."""

from typing import NamedTuple

from matcher.engine.bound.appointments import Appointments
from matcher.engine.bound.linear_program import Position
from matcher.engine.bound.volunteers import Volunteers


class State(NamedTuple):
    """What is appointed, what that leaves to volunteers, and the linear optimum then: its points, and where the solver stands."""

    points: float
    appointments: Appointments
    volunteers: Volunteers
    position: Position
