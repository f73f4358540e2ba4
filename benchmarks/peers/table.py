"""Results side by side as a Markdown table: points served, visits unmet, and ours against the best of the others."""

from collections.abc import Iterator, Sequence

from benchmarks.peers.running import Case, Result

OURS = "ours"
LATE = 1.1, 0.3
"""An answer counts as late after so many times the limit and so many seconds; it is marked, and compared all the same."""
BAR = 0.5
"""Percent of the served points."""


def lines(results: Sequence[Result], engines: Sequence[str]) -> Iterator[str]:
    """The table, a row per case."""
    header = ("visits", "day", "seed", "limit s", *engines, "ours over the best peer")
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for case, of_case in by_case(results).items():
        cells = [str(case.visits), case.kind, str(case.seed), f"{case.limit:g}"]
        cells += [_cell(of_case[name]) if name in of_case else "" for name in engines]
        lead = lead_of(of_case)
        yield "| " + " | ".join([*cells, "" if lead is None else f"{lead:+.3f} %"]) + " |"


def verdict(results: Sequence[Result]) -> Iterator[str]:
    """Whether the bar is met: never worse by more than BAR, and better at ten seconds and more."""
    leads = {case: lead for case, of_case in by_case(results).items() if (lead := lead_of(of_case)) is not None}
    if not leads:
        return
    worst = min(leads, key=lambda case: leads[case])
    longer = [lead for case, lead in leads.items() if case.limit >= 10]
    yield (
        f"{len(leads)} cases; ours over the best peer at the worst {leads[worst]:+.3f} % of served points "
        f"({worst.visits} {worst.kind}, {worst.limit:g} s; the bar is -{BAR} %)"
        + (f"; from 10 s on better in {sum(lead > 0 for lead in longer)} of {len(longer)}" if longer else "")
    )


def reasons(results: Sequence[Result]) -> Iterator[str]:
    """Why an engine has no answer, each reason once."""
    said = {(result.engine, result.reason): result for result in results if result.reason}
    for (engine, reason), result in said.items():
        yield f"{engine}, {result.case.visits} visits: {reason}"


def by_case(results: Sequence[Result]) -> dict[Case, dict[str, Result]]:
    """Results by engine, by case, in the order in which they were run."""
    cases: dict[Case, dict[str, Result]] = {}
    for result in results:
        cases.setdefault(result.case, {})[result.engine] = result
    return cases


def lead_of(of_case: dict[str, Result]) -> float | None:
    """Served points of ours above those of the best peer, in percent of the latter; None where there is no peer."""
    peers = [result.served for name, result in of_case.items() if name != OURS and not result.reason]
    if OURS not in of_case or not peers or max(peers) <= 0:
        return None
    return 100 * (of_case[OURS].served - max(peers)) / max(peers)


def _cell(result: Result) -> str:
    if result.reason:
        return "–"
    times, seconds = LATE
    notes = [f"{result.unmet} unmet"]
    if result.taken_off:
        notes.append(f"{result.taken_off} taken off")
    if result.seconds > times * result.case.limit + seconds:
        notes.append(f"late, {result.seconds:.1f} s")
    return f"{result.served} ({', '.join(notes)})"
