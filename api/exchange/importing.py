"""An import between check and commit: the file, what it would do, and what is wrong with it, for a day at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select, update

from api import clock
from api.authority.seeing import see_as, sight_of
from api.errors import Conflict, no_such
from api.exchange.checking import Outcome, check
from api.exchange.datum import Datum
from api.exchange.directory import directory_of
from api.exchange.findings import Finding, Severity, Spot
from api.exchange.forms.form import Subject
from api.exchange.kinds.kind import Terms
from api.exchange.layout import NOTES
from api.exchange.reading.grid import Grid
from api.exchange.sheets import Recognised, recognised
from api.exchange.steps import Step
from api.settings import Settings
from api.storage import Database
from api.tables.data_version import data_version
from api.tables.requests import Import
from matcher.domain import Text

KEPT = timedelta(hours=24)
EVERYTHING = "all"


@dataclass(frozen=True)
class Examination:
    """What a file would do to the data of version `data`, and what is wrong with it."""

    subject: Subject | None
    datum: Datum | None
    outcome: Outcome
    findings: tuple[Finding, ...]
    data: int


def examine(
    session: Session, settings: Settings, grids: Sequence[Grid], subject: Subject | None, datum: Datum | None
) -> Examination:
    """Nothing is changed; yet what is compared is seen whole, as by somebody who changes it."""
    see_as(session, sight_of(session)._replace(purpose=True))
    found = recognised(grids, subject)
    terms = Terms(clock.local_today(settings), datum or found.datum)
    outcome = check(session, settings, terms, found.sheets)
    findings = (*found.findings, *_contradiction(found, datum), *outcome.findings)
    return Examination(subject, terms.datum, outcome, findings, data_version(session))


def begin(session: Session, owner: str, content: bytes, examined: Examination) -> Import:
    """The import as it waits for its commit; with an error it waits for being looked at only."""
    forget_expired(session)
    sound = not any(one.severity is Severity.ERROR for one in examined.findings)
    counts = {sheet: one.model_dump() for sheet, one in examined.outcome.counts.items()}
    row = Import(
        kind=examined.subject or EVERYTHING,
        content=content,
        filename_suffix=".xlsx" if content.startswith(b"PK") else ".csv",
        rows=[step.model_dump(mode="json") for step in examined.outcome.steps] if sound else None,
        findings=[one.model_dump(mode="json") for one in examined.findings],
        summary={"sheets": counts, "data": examined.data},
        datum=examined.datum or "",
        expires_at=clock.world_now() + KEPT,
        made_by=owner,
    )
    session.add(row)
    session.flush()
    return row


def find_import(session: Session, owner: str, key: str, *, for_change: bool = False) -> Import:
    """The import, if it is the owner's; raises NotFound."""
    query = select(Import).where(Import.id == key, Import.made_by == owner)
    row = session.exec(query.with_for_update() if for_change else query).one_or_none()
    if row is None:
        raise no_such("导入", "import")
    return row


def forget_expired(session: Session) -> None:
    """Files and rows of imports that nobody committed in time are gone; that there was an import remains."""
    over = update(Import).where(col(Import.expires_at) < clock.world_now(), col(Import.content).is_not(None))
    session.exec(over.values(content=None, rows=None, findings=[]))


def sweep(database: Database) -> None:
    """The same, in a transaction of its own."""
    with database.writing() as session:
        forget_expired(session)


def forget(row: Import) -> None:
    """What tells of people is gone."""
    row.content, row.rows, row.findings = None, None, []


def steps_of(row: Import) -> list[Step]:
    """What it would do; nothing where it has errors, is done, or has expired."""
    return [] if is_over(row) else [Step.model_validate(one) for one in row.rows or ()]


def findings_of(row: Import) -> list[Finding]:
    """What the check found; nothing where it is done or has expired."""
    return [] if is_over(row) else [Finding.model_validate(one) for one in row.findings]


def content_of(row: Import) -> bytes:
    """The file as it was sent; raises Conflict where it is gone."""
    if row.content is None or is_over(row):
        raise gone(row)
    return row.content


def is_over(row: Import) -> bool:
    """Done or expired, whether or not its data have been forgotten already."""
    return row.committed_at is not None or row.expires_at < clock.world_now()


def gone(row: Import) -> Conflict:
    """Why there is nothing left to look at or to commit."""
    if row.committed_at is not None:
        return Conflict(
            "IMPORT_DONE", zh="该导入已完成，文件不再保留。", en="The import is done; its file is not kept."
        )
    return Conflict(
        "IMPORT_EXPIRED", zh="该导入已过期，请重新上传。", en="The import has expired; send the file again."
    )


def references_of(session: Session) -> dict[str, list[str]]:
    """What drop-downs offer: places and organisations, not people."""
    directory = directory_of(session)
    return {of: directory.labels(of) for of in ("regions", Subject.STATIONS, Subject.ORGANISATIONS)}


def _contradiction(found: Recognised, datum: Datum | None) -> list[Finding]:
    if datum is None or found.datum in (None, datum):
        return []
    told = Text(
        f"the notes say {found.datum}, the request {datum}; expected the same",
        f"说明表中为{found.datum}，请求中为{datum}；应一致",
    )
    return [Spot(NOTES).finding("DATUM_CONTRADICTION", told)]
