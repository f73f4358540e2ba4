"""What cadres think of what was done for them: one of three faces and words; a sad face is followed up by somebody."""

from datetime import date

from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.errors import Conflict, Unacceptable, no_such
from api.ledger.entries import expect_current, find_entry
from api.storage.lists import holds
from api.tables.current_entries import SERVED
from api.tables.row import Fields, Kept, Key, Line, Paragraph
from api.tables.visits import Feedback, LedgerEntry

SAD = 1
"""The face that somebody has to follow up."""


class FeedbackFields(Fields):
    """A face (1 sad, 2 so-so, 3 glad) and words, given by the cadre or entered for them.

    `cadre_id` may be left out where one was served; without `volunteer_id` it is about all who came.
    """

    cadre_id: Key | None = None
    volunteer_id: Key | None = None
    face: int = Field(ge=1, le=3)
    words: Paragraph = ""
    channel: Line = Field(default="", description="By telephone, on paper, at the station …")
    by: Line = Field(default="", description="Who enters it.")


class FollowUpFields(Fields):
    """What came of it."""

    words: Paragraph = Field(min_length=1)
    by: Line = ""


class FeedbackPublic(Kept):
    """Feedback as shown; `open` while a sad face waits to be followed up."""

    ledger_entry_id: str
    cadre_id: str
    volunteer_id: str | None
    face: int
    words: str
    channel: str
    recorded_by: str
    followed_up_on: date | None
    follow_up: str
    followed_up_by: str
    open: bool


def give(session: Session, entry_id: str, fields: FeedbackFields) -> Feedback:
    """What one cadre thinks of a row that counts; once per cadre and volunteer.

    Raises NotFound; Conflict where the row was corrected, nobody was served, or the cadre has spoken; Unacceptable where
    the people are none of the row.
    """
    entry = find_entry(session, entry_id, for_change=True)
    expect_current(session, entry)
    if entry.outcome not in SERVED:
        raise Conflict(
            "NOTHING_SERVED",
            zh="该记录没有提供服务，不能评价。",
            en="Nobody was served by this visit, so that there is nothing to think of.",
        )
    cadre = _cadre(entry, fields)
    if fields.volunteer_id is not None and fields.volunteer_id not in entry.volunteers:
        raise Unacceptable(
            "NOT_OF_THIS_ROW",
            zh="该志愿者（volunteer_id）没有参加这次服务。",
            en="volunteer_id: this volunteer did not take part.",
        )
    _check_first(session, entry, cadre, fields.volunteer_id)
    feedback = Feedback(
        ledger_entry_id=entry.id,
        cadre_id=cadre,
        volunteer_id=fields.volunteer_id,
        face=fields.face,
        words=fields.words.strip(),
        channel=fields.channel,
        recorded_by=fields.by,
    )
    session.add(feedback)
    session.flush()
    return feedback


def find_feedback(session: Session, feedback_id: str) -> Feedback:
    """Raises NotFound."""
    feedback = session.get(Feedback, feedback_id)
    if feedback is None:
        raise no_such("评价", "feedback")
    return feedback


def follow_up(session: Session, feedback: Feedback, fields: FollowUpFields, today: date) -> None:
    """Somebody has seen to it; raises Conflict where somebody had before."""
    if feedback.followed_up_on is not None:
        raise Conflict(
            "FOLLOWED_UP_BEFORE",
            zh=f"该评价已于{feedback.followed_up_on}回访。",
            en=f"This was followed up on {feedback.followed_up_on}.",
        )
    if not fields.words.strip():
        raise Unacceptable("WORDS_MISSING", zh="请写明回访情况（words）。", en="words: expected what came of it.")
    feedback.followed_up_on = today
    feedback.follow_up = fields.words.strip()
    feedback.followed_up_by = fields.by
    session.flush()


def wanted_feedback(
    *,
    is_open: bool | None = None,
    station_id: str | None = None,
    cadre_id: str | None = None,
    volunteer_id: str | None = None,
    face: int | None = None,
    entry_id: str | None = None,
) -> SelectOfScalar[Feedback]:
    """The newest first; feedback about all who came is about each of them."""
    query = select(Feedback).join(LedgerEntry, col(LedgerEntry.id) == col(Feedback.ledger_entry_id))
    for column, value in (
        (LedgerEntry.station_id, station_id),
        (Feedback.cadre_id, cadre_id),
        (Feedback.face, face),
        (Feedback.ledger_entry_id, entry_id),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    if volunteer_id is not None:
        about_all = col(Feedback.volunteer_id).is_(None) & holds(LedgerEntry.volunteers, volunteer_id)
        query = query.where((col(Feedback.volunteer_id) == volunteer_id) | about_all)
    if is_open is not None:
        waits = (col(Feedback.face) == SAD) & col(Feedback.followed_up_on).is_(None)
        query = query.where(waits if is_open else ~waits)
    return query.order_by(col(Feedback.created_at).desc(), Feedback.id)


def shown_feedback(feedback: Feedback) -> FeedbackPublic:
    """As the world sees it."""
    waits = feedback.face == SAD and feedback.followed_up_on is None
    return FeedbackPublic.model_validate(feedback.model_dump() | {"open": waits})


def _cadre(entry: LedgerEntry, fields: FeedbackFields) -> str:
    if fields.cadre_id is None and len(entry.cadres) == 1:
        return entry.cadres[0]
    if fields.cadre_id is None or fields.cadre_id not in entry.cadres:
        raise Unacceptable(
            "NOT_OF_THIS_ROW",
            zh="请指明是这次服务的哪位老干部（cadre_id）的评价。",
            en="cadre_id: expected one of the cadres who were served.",
        )
    return fields.cadre_id


def _check_first(session: Session, entry: LedgerEntry, cadre: str, volunteer: str | None) -> None:
    given = select(Feedback).where(Feedback.ledger_entry_id == entry.id, Feedback.cadre_id == cadre)
    for other in session.exec(given).all():
        if other.volunteer_id == volunteer:
            raise Conflict(
                "GIVEN_BEFORE",
                zh="这位老干部对这次服务已有评价。",
                en="This cadre's feedback on this visit is here already.",
                feedback=other.id,
            )
