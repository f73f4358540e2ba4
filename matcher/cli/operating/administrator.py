"""`matcher administrator`: the first person who may sign in, and may make others; there is no password by default."""

from typing import Annotated

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say


def command(
    username: Annotated[str, typer.Argument(metavar="NAME", help="用户名。 User name.")],
    password: Annotated[
        str, typer.Option(prompt=True, confirmation_prompt=True, hide_input=True, help="密码。 Asked for if not given.")
    ],
    database: DatabaseUrl = None,
) -> None:
    """新建管理员。 Make an administrator, who sees all stations and makes other users."""
    from pydantic import ValidationError

    from api.authority import Role
    from api.errors import Refused
    from api.identity.users import make_user
    from api.tables.identity import UserFields
    from matcher.domain import BadInput

    with opened(settings_of(database)) as storage:
        try:
            with storage.writing() as session:
                make_user(session, UserFields(username=username, role=Role.CITY), password)
        except Refused as refused:
            raise BadInput(f"{username}: {refused.text.zh} {refused.text.en}") from None
        except ValidationError:
            raise BadInput(
                f"The user name {username!r} has other signs, expected letters, digits and _ . : -"
            ) from None
    say(f"管理员已建立：{username}。 Administrator made: {username}.")
