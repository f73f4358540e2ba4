"""Which policy holds where: each region may lay its own rules over those of the region above; versions are kept for ever."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from api.storage.columns import Instant, now
from api.tables.row import Line, new_id


class PolicyVersion(SQLModel, table=True):
    """What a region's policy said from this moment until the next version; TOML, only what differs from above."""

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("region_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    region_id: str = Field(foreign_key="region.id", index=True)
    number: int = Field(ge=1)
    toml: str = Field(sa_type=Text)
    note: Line
    made_by: Line = ""
    created_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)
