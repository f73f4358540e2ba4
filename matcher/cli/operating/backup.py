"""`matcher backup`: all rows of one moment in a file."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件（zip）。 Where to.")],
    database: DatabaseUrl = None,
) -> None:
    """备份数据库（不含密钥）。 Back up the database, while it is in use; the keys are not in it."""
    from api.backup import back_up

    settings = settings_of(database)
    with opened(settings) as storage:
        rows = back_up(storage, file)
    say(f"已备份{rows}行到{file}。密钥不在其中，请另行保管：{settings.keys_path}")
    say(f"{rows} rows are in {file}. The keys are not: keep {settings.keys_path} apart.")
