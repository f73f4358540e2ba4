"""What an operator may set, by environment variables `MATCHER_…`; everything has a default that works on one machine."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from matcher.domain.problem import TravelMode


class Settings(BaseSettings):
    """Settings of one running service; frozen, and handed on from `create_app`."""

    model_config = SettingsConfigDict(env_prefix="MATCHER_", frozen=True, extra="ignore")

    database_url: str = Field(
        default="sqlite:///four-nearby.sqlite", description="SQLite file, or `postgresql://…` (extra `postgres`)."
    )
    timezone: str = "Asia/Shanghai"
    grid_minutes: int = Field(default=5, ge=1, le=60, description="Visits start at multiples of it after midnight.")
    travel: dict[str, TravelMode] = Field(
        default={
            "walk": TravelMode(metres_per_minute=75, detour=1.3),
            "e_bike": TravelMode(metres_per_minute=250, detour=1.3, fixed_minutes=2),
            "bus": TravelMode(metres_per_minute=400, detour=1.4, fixed_minutes=7),
        },
        description="Speeds per mode, as in the contract; an assumption that a city replaces by its own.",
    )
    requests_at_once: int = Field(default=8, ge=1, description="Handlers that work at the same time.")
    requests_waiting: int = Field(default=128, ge=0, description="Requests that may wait for a turn; others get a 429.")
    seconds_waiting: float = Field(default=10, gt=0, description="A request that waited longer gets a 503.")
    database_seconds: float = Field(default=3, gt=0, description="A statement or a connection that takes longer fails.")
    answer_hours: int = Field(
        default=24, ge=1, description="Volunteers answer an offer until so long before the visit."
    )
    worker: bool = Field(default=True, description="Whether the server starts the process that solves.")
