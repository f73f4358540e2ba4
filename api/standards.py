"""What the six marks of 四有两好 ask for, in numbers. The policy names none: all are assumptions that a city replaces by its own."""

from pydantic import BaseModel, ConfigDict, Field


class Standards(BaseModel):
    """From when on a mark is passed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    staff: int = Field(default=1, ge=0, description="有组织: people who work there, beside the leader.")
    kept: float = Field(default=0.8, ge=0, le=1, description="有措施: share of visits due that were done.")
    glad: float = Field(default=0.8, ge=0, le=1, description="老干部评价好: share of glad faces.")
    answers: int = Field(default=3, ge=1, description="老干部评价好: fewer answers prove nothing.")
    contribution_minutes: int = Field(default=60, ge=1, description="发挥作用好: minutes a week that cadres gave.")
