"""What an operator may set, by environment variables `MATCHER_…`; everything has a default that works on one machine."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from api.logs import Level
from api.periods import Periods
from api.standards import Standards
from matcher.domain.problem import TravelMode


class Settings(BaseSettings):
    """Settings of one running service; frozen, and handed on from `create_app`."""

    model_config = SettingsConfigDict(env_prefix="MATCHER_", frozen=True, extra="ignore")

    database_url: str = Field(
        default="sqlite:///four-nearby.sqlite", description="SQLite file, or `postgresql://…` (extra `postgres`)."
    )
    master_keys: str | None = Field(
        default=None,
        repr=False,
        description="Keys that seal the dossiers, URL-safe base64, the newest first, by commas; else `key_file` holds them.",
    )
    key_file: Path | None = Field(
        default=None, description="By default beside the SQLite file, else `four-nearby.keys`."
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
    seconds_answering: float = Field(
        default=60, gt=0, description="An answer that has not begun by then is a 503; of an import five times as late."
    )
    requests_per_minute: int = Field(default=3000, ge=1, description="Of one person or key; others get a 429.")
    large_requests_per_minute: int = Field(default=300, ge=1, description="Of these: reports, imports and exports.")
    guesses_per_minute: int = Field(default=20, ge=1, description="Wrong links or passwords from one network address.")
    log_level: Level = Field(default=Level.INFO, description="`info` writes a line per request.")
    database_seconds: float = Field(
        default=3, gt=0, description="A request that waits longer for the database, in all its questions, gets a 503."
    )
    oidc_issuer: str | None = Field(
        default=None, description="The identity provider at which people may sign in as well (extra `oidc`)."
    )
    oidc_client_id: str | None = Field(default=None, description="What it calls this service.")
    oidc_client_secret: str | None = Field(default=None, repr=False)
    oidc_redirect_uri: str | None = Field(
        default=None, description="Where people come back to: https://HOST/v1/session/oidc/callback."
    )
    answer_hours: int = Field(
        default=24, ge=1, description="Volunteers answer an offer until so long before the visit."
    )
    standards: Standards = Field(
        default=Standards(), description="What the six marks of 四有两好 ask for; an assumption that a city replaces."
    )
    retention: Periods = Field(
        default=Periods(),
        description="How long what is kept; assumptions that a city replaces by its rules of archives.",
    )
    map_tiles: str = Field(
        default="",
        pattern=r"^(https?://[^\s;,'\"]*\{z\}[^\s;,'\"]*)?$",
        description="Address of map tiles with {z}, {x} and {y} (Tianditu with its key, or a server of one's own network); "
        "empty: the map asks nobody. Browsers then fetch tiles from there, and may from nowhere else.",
    )
    map_credit: str = Field(default="", description="Whose map it is, as its licence asks to say.")
    worker: bool = Field(default=True, description="Whether the server starts the process that solves.")

    @property
    def map_origin(self) -> str:
        """The host that map tiles come from, empty where there are none."""
        parts = urlsplit(self.map_tiles)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def keys_path(self) -> Path:
        """Where the master keys lie if the environment does not hold them."""
        if self.key_file is not None:
            return self.key_file
        url = make_url(self.database_url)
        beside = url.database if url.get_backend_name() == "sqlite" else None
        return Path(f"{beside}.keys") if beside else Path("four-nearby.keys")
