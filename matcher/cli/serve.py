"""`matcher serve`: the service in one process, with an SQLite file unless told otherwise."""

from typing import Annotated

import typer

from matcher.cli.operating.opening import DatabaseUrl, opened, settings_of
from matcher.cli.terminal import say

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="监听地址。 Where to listen.")]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="端口（0为任选）。 The port; 0 takes any free one.")
]
Demo = Annotated[bool, typer.Option("--demo", help="空库写入示例数据。 Fill an empty database with made-up data.")]


def command(host: Host = "127.0.0.1", port: Port = 8000, database: DatabaseUrl = None, demo: Demo = False) -> None:
    """启动服务。 Serve the coordinator's week over HTTP.

    Ctrl-C停止。 Ctrl-C stops it.
    """
    from api.application import create_app
    from api.clock import local_today
    from api.demo import fill_pilots, make_administrator
    from api.serving import listening, run

    settings = settings_of(database)
    password = ""
    with listening(host, port) as taken:
        with opened(settings) as kept, kept.writing() as session:
            if demo:
                fill_pilots(session, local_today(settings))
                password = make_administrator(session)
        address = f"http://{f'[{host}]' if ':' in host else host}:{taken.getsockname()[1]}"

        def begun() -> None:
            say(f"服务已启动：{address}（接口说明见 {address}/openapi.json ），按Ctrl-C停止。")
            say(f"Serving at {address} (described by {address}/openapi.json); Ctrl-C stops it.")
            if password:
                say(f"示例管理员demo的密码（只显示这一次）：{password}")
                say(f"The password of the demo's administrator, demo, shown this once: {password}")

        run(create_app(settings), taken, begun)
