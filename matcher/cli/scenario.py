"""`matcher scenario`: writes one of the weeks that come along, or lists them."""

from typing import Annotated

import typer

from matcher.cli.options import Output, Seed

Name = Annotated[str | None, typer.Argument(metavar="NAME", help="场景名称。 Which scenario.")]
Size = Annotated[str | None, typer.Option("--size", metavar="SIZE", help="规模。 One of its sizes.")]
Listing = Annotated[bool, typer.Option("--list", help="列出全部场景。 Which there are, in which sizes.")]


def command(
    name: Name = None, size: Size = None, seed: Seed = 0, output: Output = None, listing: Listing = False
) -> None:
    """生成示例问题。 Write a scenario's problem, or list them.

    名称、规模、种子相同，文件相同。 The same name, size and seed give the same file.
    """
    import scenarios
    from matcher.cli.delivery import check_destinations, deliver, is_a_file
    from matcher.cli.showing.catalogue import show_catalogue
    from matcher.cli.terminal import say, tell

    if listing:
        show_catalogue(scenarios.catalogue())
        return
    if name is None:
        raise typer.BadParameter(
            "expected the name of a scenario; matcher scenario --list names them", param_hint="NAME"
        )
    chosen = scenarios.get(name)
    check_destinations(output)
    problem = chosen.build(size, seed)
    deliver(problem, output)
    visits = sum(need.visits for need in problem.needs)
    told = say if is_a_file(output) else tell
    told(f"{len(problem.volunteers)}名志愿者，{visits}次服务。 {len(problem.volunteers)} volunteers, {visits} visits.")
    if chosen.policy is not None:
        told(f"此场景另有规则：求解时加 --policy {chosen.policy.stem}。 Meant for --policy {chosen.policy.stem}.")
