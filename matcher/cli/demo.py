"""`matcher demo`: a week of the four pilot stations of Liuzhou, solved and shown."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.options import Seconds, Seed

Folder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="结果写入的文件夹。 Where the files go.")]
Size = Annotated[str | None, typer.Option("--size", metavar="SIZE", help="规模（normal、large）。 normal or large.")]

PATIENCE = 90.0
"""Seconds that a first run, which compiles, may wait for the code of the bound too: it shall show what later runs show."""


def command(out: Folder = Path("demo"), seconds: Seconds = 20.0, seed: Seed = 0, size: Size = None) -> None:
    """示例：四个示范站的一周。 A week of the four pilot stations, solved.

    Ctrl-C保留目前最好的排班。 Ctrl-C keeps the best roster so far.
    """
    import scenarios
    from matcher.board import write_html, write_xlsx
    from matcher.board.proof import proof
    from matcher.board.reading import board_of
    from matcher.cli.delivery import check_destinations, make_folder
    from matcher.cli.interrupting import interruptible
    from matcher.cli.showing.roster import show_roster
    from matcher.cli.showing.score import show_score
    from matcher.cli.showing.summary import summary
    from matcher.cli.showing.unmet import show_unmet
    from matcher.cli.terminal import say
    from matcher.cli.watching import watching
    from matcher.domain.files import write_document
    from matcher.engine.readiness import prepare, prepare_pricing
    from matcher.policy import default_policy
    from matcher.solve import solve

    scenario = scenarios.get("four_pilots")
    problem = scenario.build(size, seed)
    make_folder(out)
    files = [out / name for name in ("problem.json", "roster.json", "roster.html", "roster.xlsx")]
    check_destinations(*files)
    prepare()
    prepare_pricing(PATIENCE)

    with interruptible() as stop, watching(seconds) as listener:
        roster = solve(problem, default_policy(), seconds=seconds, seed=seed, listener=listener, stop=stop)

    write_document(problem, files[0])
    write_document(roster, files[1])
    write_html(problem, roster, files[2])
    write_xlsx(problem, roster, files[3])
    board = board_of(problem, roster)
    if size in (None, scenario.default_size):  # whose numbers the story tells
        say(scenario.story.zh)
        say(scenario.story.en)
    show_roster(board)
    show_unmet(board)
    if roster.score is not None:
        show_score(roster.score)
    for line in summary(problem, roster):
        say(line)
    for sentence in proof(board)[1:]:  # the first says of the bound what the summary has said
        say(sentence.zh)
        say(sentence.en)
    say(f"已写入 Written: {', '.join(str(path) for path in files)}")
