"""What a handler gets of the running service: its database and settings."""

from typing import Annotated

from fastapi import Depends, Request

from api.settings import Settings
from api.storage import Database


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


Storage = Annotated[Database, Depends(_database)]
Configured = Annotated[Settings, Depends(_settings)]
