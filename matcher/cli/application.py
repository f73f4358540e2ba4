"""The application: its commands, and how a run ends: 0 done, 1 a negative finding, 2 bad input, 3 our own fault."""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from matcher.cli import audit, compare, demo, explain, match, replan, scenario, schema, serve, solve
from matcher.cli.operating import administrator, backup, erasures, restore, rotate_keys, sweep, verify_log
from matcher.cli.terminal import tell

ABORTED = 130
"""What shells expect of a program that Ctrl-C ended."""

app = typer.Typer(
    name="matcher",
    help="四就近志愿服务排班：求解、审核、说明。 Weekly rosters of volunteers: solved, audited, explained.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.command)
app.command("scenario")(scenario.command)
app.command("solve")(solve.command)
app.command("audit")(audit.command)
app.command("match")(match.command)
app.command("replan")(replan.command)
app.command("explain")(explain.command)
app.command("compare")(compare.command)
app.command("schema")(schema.command)
app.command("serve")(serve.command)
app.command("administrator")(administrator.command)
app.command("backup")(backup.command)
app.command("restore")(restore.command)
app.command("rotate-keys")(rotate_keys.command)
app.command("verify-log")(verify_log.command)
app.command("sweep")(sweep.command)
app.command("erasures")(erasures.command)


@app.callback(invoke_without_command=True)
def welcome(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本。 Show the version.")] = False,
) -> None:
    """Without a command, say which there are."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("four-nearby"))
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run one command and leave by SystemExit; whatever the caller can mend is told in one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(prog_name="matcher", standalone_mode=False)
    except typer.TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "matcher")
        tell(f"{command}: {error.format_message()}")
        return 2
    except Exception as error:
        from matcher.domain import BadInput, InternalError

        if isinstance(error, BadInput):
            tell(f"matcher: {error}")
            return 2
        if isinstance(error, InternalError):
            tell(f"matcher: internal error, no roster was kept: {error}")
            return 3
        raise
    if code == ABORTED:
        tell("已中止。 Aborted.")
    return code or 0
