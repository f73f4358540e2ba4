"""`matcher schema`: the JSON Schema of a document."""

from typing import Annotated, Literal

import typer

Which = Annotated[
    Literal["problem", "roster"], typer.Argument(metavar="problem|roster", help="哪种文件。 Of which document.")
]


def command(document: Which) -> None:
    """文件格式。 Print the JSON Schema of a document."""
    from matcher.cli.terminal import say_json
    from matcher.domain import Problem, Roster
    from matcher.domain.document import Document

    models: dict[str, type[Document]] = {"problem": Problem, "roster": Roster}
    say_json(models[document].model_json_schema())
