"""`matcher verify-log`: whether the record of who did what is whole."""

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say

NEGATIVE, SHOWN = 1, 20


def command(database: DatabaseUrl = None) -> None:
    """核验操作记录。 Verify the record; exit code 1 where it was altered."""
    from api.record.chain import faults

    with opened(settings_of(database)) as storage, storage.reading() as session:
        found = list(faults(session, session.info["keyring"]))
    for fault in found[:SHOWN]:
        say(f"✗ {fault}")
    if found:
        say(f"记录有{len(found)}处不符。 The record was altered: {len(found)} faults.")
        raise typer.Exit(NEGATIVE)
    say("记录完整。 The record is whole.")
