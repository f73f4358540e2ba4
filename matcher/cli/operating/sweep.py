"""`matcher sweep`: what is kept longer than it may be is emptied or removed; the server does the same each hour."""

from typing import Annotated

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say


def command(
    database: DatabaseUrl = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只统计，不删除。 Count only, change nothing.")] = False,
) -> None:
    """清除超过保存期限的信息。 Sweep out what is older than its period (MATCHER_RETENTION)."""
    from api.retention.sweeping_out import due, moment, sweep_out

    settings = settings_of(database)
    with opened(settings) as storage:
        if dry_run:
            with storage.reading() as session:
                found = list(due(session, moment(settings), settings.retention))
        else:
            found = sweep_out(storage, settings)
    for text, rows in found:
        if rows:
            say(f"{rows:>8}  {text.zh} {text.en}")
    total = sum(one.rows for one in found)
    if dry_run:
        say(f"将清除{total}行，未作改动。 {total} rows are due; nothing was changed.")
    else:
        say(f"已清除{total}行。 {total} rows were swept out.")
