"""What a job tells: events in order, numbered without gaps by whoever has the row of its work locked."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from api.tables.jobs import JobEvent, JobWork

PROGRESS, INCUMBENT, DONE = "progress", "incumbent", "done"


def tell(session: Session, work: JobWork, kind: str, **data: Any) -> None:
    """The next event of the job."""
    work.told += 1
    session.add(JobEvent(job_id=work.job_id, number=work.told, kind=kind, data=data))


def told_after(session: Session, job_id: str, number: int) -> Sequence[JobEvent]:
    """Events that follow that number."""
    query = select(JobEvent).where(JobEvent.job_id == job_id, JobEvent.number > number)
    return session.exec(query.order_by(col(JobEvent.number))).all()
