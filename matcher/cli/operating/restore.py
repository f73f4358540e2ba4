"""`matcher restore`: a backup becomes an empty database again."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件（zip）。 The backup.")],
    database: DatabaseUrl = None,
) -> None:
    """恢复到空数据库。 Restore into an empty database; all or nothing."""
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from api.backup import restore
    from api.storage import Database
    from matcher.domain import BadInput

    settings = settings_of(database)
    try:
        storage = Database(settings.database_url)
        rows = restore(storage, file)
        storage.close()
    except (ArgumentError, DBAPIError) as error:
        raise BadInput(f"The database does not open ({type(error).__name__}), expected one that answers.") from None
    say(f"已恢复{rows}行。 {rows} rows restored.")
    if settings.master_keys is None and not settings.keys_path.exists():
        say(f"请先将密钥文件放到{settings.keys_path}。 Now put the key file at {settings.keys_path}.")
        return
    with opened(settings):
        say("密钥相符，可以启用。 The keys fit; the service can start.")
