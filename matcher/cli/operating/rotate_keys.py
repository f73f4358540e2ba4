"""`matcher rotate-keys`: a new master key wraps the data keys; nobody has to stop working, and no dossier is touched."""

from typing import Annotated

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say


def command(
    database: DatabaseUrl = None,
    forget: Annotated[bool, typer.Option("--forget", help="删除旧主密钥。 Forget the old ones afterwards.")] = False,
) -> None:
    """更换主密钥。 Rotate the master key in the key file; old ones stay, unless forgotten, for what restarts meanwhile."""
    from api.sealing.keyring import rewrap
    from api.sealing.masters import Masters, read_masters, with_new, write_masters
    from matcher.domain import BadInput

    settings = settings_of(database)
    if settings.master_keys is not None:
        raise BadInput(
            "The master keys are in the environment, expected them in a file: set them there, the newest first."
        )
    with opened(settings) as storage:
        masters = with_new(read_masters(None, settings.keys_path))
        write_masters(masters, settings.keys_path)
        with storage.writing() as session:
            number = rewrap(session, masters)
        if forget:
            write_masters(Masters(masters.keys[:1]), settings.keys_path)
    say(f"主密钥已更换，重新封装{number}个数据密钥。 The master key is new; {number} data keys are wrapped by it.")
