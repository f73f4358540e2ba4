"""How long what is kept, in days and years; assumptions that a city replaces by its own rules of archives."""

from pydantic import BaseModel, ConfigDict, Field

SHORTEST_YEARS = 3
"""The database itself lets nobody empty the words of a younger ledger row (migration 0004)."""


class Periods(BaseModel):
    """Counted from the end of what it is about; `MATCHER_RETENTION='{"ledger_years": 10}'`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ledger_years: int = Field(
        default=5, ge=SHORTEST_YEARS, le=100, description="Words of the ledger, of feedback, visits and ended needs."
    )
    availability_years: int = Field(default=1, ge=1, le=100, description="Days on which somebody was away.")
    call_days: int = Field(default=30, ge=1, le=3660, description="Calls for help that nobody applied.")
    job_days: int = Field(default=30, ge=1, le=3660, description="Checkpoints and events of finished jobs.")
    link_days: int = Field(default=7, ge=2, le=3660, description="Links to offers after the visit, and revoked feeds.")
    session_days: int = Field(default=30, ge=1, le=3660, description="Sessions that ended.")
    key_years: int = Field(default=1, ge=1, le=100, description="Machines' keys that ended.")
    import_days: int = Field(default=90, ge=1, le=3660, description="That there was an import, after its file is gone.")
