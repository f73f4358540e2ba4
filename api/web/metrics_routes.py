"""The figures over HTTP, for a machine's key whose role may inspect."""

from fastapi import APIRouter, Request, Response

from api.authority import Action
from api.identity.guarding import may
from api.storage import Database
from api.web.metrics import CONTENT_TYPE, Metrics
from api.web.problems import refusals

router = APIRouter(prefix="/v1", tags=["service"])


@router.get(
    "/metrics",
    response_class=Response,
    dependencies=may(Action.INSPECT),
    responses={
        200: {
            "description": "The text format of Prometheus",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        **refusals(),
    },
)
def read_metrics(request: Request) -> Response:
    """Counts of the whole service, whatever the asker's stations: requests, jobs, the database, the process."""
    metrics: Metrics = request.app.state.metrics
    database: Database = request.app.state.database
    with database.reading() as session:
        return Response(metrics.text(session), media_type=CONTENT_TYPE)
