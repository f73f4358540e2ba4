"""`matcher erasures`: whom the service has forgotten, by ids, kept apart from backups: an old backup brings them back."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say

Apply = Annotated[
    Path | None,
    typer.Option("--apply", metavar="FILE", help="恢复旧备份后，再次删除名单中的人。 Erase those in the file again."),
]


def command(database: DatabaseUrl = None, apply: Apply = None) -> None:
    """列出已删除个人信息者的编号（JSON）。 List ids of the erased as JSON; after restoring an old backup, erase them again."""
    import json

    from pydantic import TypeAdapter, ValidationError
    from sqlmodel import col, select
    from typing_extensions import TypedDict

    from api.opening import SYSTEM
    from api.rights.erasing import erase_again
    from api.rights.scrubbing import scrub
    from api.tables.rights import Erasure, ErasureState
    from matcher.domain import BadInput

    class Erased(TypedDict):
        """One person's ids."""

        cadre_id: str | None
        volunteer_id: str | None

    settings = settings_of(database)
    if apply is None:
        with opened(settings) as storage, storage.reading() as session:
            query = select(Erasure).where(Erasure.state == ErasureState.DONE).order_by(col(Erasure.done_at))
            found = [{"cadre_id": one.cadre_id, "volunteer_id": one.volunteer_id} for one in session.exec(query).all()]
        typer.echo(json.dumps(found, indent=1))
        return
    try:
        wanted = TypeAdapter(list[Erased]).validate_json(apply.read_bytes())
    except OSError as error:
        raise BadInput(f"{apply}: cannot be read ({error.strerror or error}), nobody was erased.") from None
    except ValidationError:
        raise BadInput(f"{apply}: is no list made by `matcher erasures`, nobody was erased.") from None
    with opened(settings) as storage:
        with storage.writing() as session:
            again = sum(erase_again(session, one["cadre_id"], one["volunteer_id"], SYSTEM) for one in wanted)
        scrub(storage)
    say(f"再次删除{again}人（名单共{len(wanted)}人）。 {again} of {len(wanted)} people were erased again.")
