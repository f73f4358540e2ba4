"""The service's database for one command: what cannot be opened is told in one sentence, without its password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from api.settings import Settings
    from api.storage import Database

DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database", metavar="URL", help="数据库地址，默认SQLite文件。 Default: MATCHER_DATABASE_URL, else a file."
    ),
]


def settings_of(url: str | None) -> Settings:
    """As the environment says, with this database if one is named; raises BadInput."""
    from pydantic import ValidationError

    from api.settings import Settings
    from matcher.domain import BadInput

    try:
        return Settings() if url is None else Settings(database_url=url)
    except ValidationError as error:
        wrong = ", ".join(f"MATCHER_{fault['loc'][0]}".upper() for fault in error.errors())
        raise BadInput(f"设置有误：{wrong}。 These settings are not as expected: {wrong}.") from None


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Raises BadInput where address, database or keys are not as they should be."""
    from alembic.util import CommandError
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from api.opening import open_database
    from api.sealing.keyring import Tampered
    from matcher.domain import BadInput

    try:
        database = open_database(settings)
    except (ArgumentError, ImportError):
        raise BadInput(
            "数据库地址无法识别。 The database address is none, expected sqlite:///FILE or postgresql://USER@HOST/NAME."
        ) from None
    except (DBAPIError, OSError) as error:
        cause = str(getattr(error, "orig", error)).strip().split("\n")[0]
        raise BadInput(
            f"数据库打不开。 The database does not open ({cause}), expected one that answers or a file that can be written."
        ) from None
    except CommandError:
        raise BadInput(
            "数据库由更新的版本建立。 The database was made by a newer version of this program, expected one of this version or older."
        ) from None
    except Tampered:
        raise BadInput(
            "主密钥与数据库不符。 The master keys are not those of this database, expected the key file that it was made with."
        ) from None
    try:
        yield database
    finally:
        database.close()
