"""What people enter about offers and visits."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from api.offers.steps import Shift
from api.rosters.steps import Crew
from api.tables.moments import Moment
from api.tables.row import Line

CONTROL = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"

Said = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=rf"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$"),
    Field(examples=["临时有事"]),
]
"""A line that says something."""

By = Annotated[Said, Field(description="Who enters it.", examples=["王敏"])]


class Entered(BaseModel):
    """The root: misspelt fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Publishing(Entered):
    """Who publishes."""

    by: Line = ""


class Accepting(Entered):
    """The volunteer will come."""

    answer: Literal["accepted"]


class Declining(Entered):
    """The volunteer will not come, and says why."""

    answer: Literal["declined"]
    reason: Said


class ForThem(Entered):
    """Somebody enters it on the volunteer's behalf; `anyway` although the deadline is over, or another answer was given."""

    by: By
    anyway: StrictBool = False


class AcceptingForThem(Accepting, ForThem):
    """They said on the phone that they will come."""


class DecliningForThem(Declining, ForThem):
    """They said on the phone that they will not."""


Answer = Annotated[Accepting | Declining, Field(discriminator="answer")]
AnswerForThem = Annotated[AcceptingForThem | DecliningForThem, Field(discriminator="answer")]


class ReplacementFields(Entered):
    """Who comes instead and when, and the shifts of other visits that the option names."""

    volunteers: Annotated[Crew, Field(min_length=1)]
    start: Moment
    shifts: Annotated[tuple[Shift, ...], Field(max_length=20)] = ()
    by: Line = ""
    note: Line = ""


class CancellationFields(Entered):
    """Why a visit is off; `still_wanted` if another date shall be sought."""

    reason: Said
    by: By
    still_wanted: StrictBool = False


class DropOutFields(Entered):
    """From when until when somebody cannot come, in local time; the end is not included."""

    since: Annotated[Moment, Field(alias="from")]
    until: Moment
    reason: Said
    by: By
