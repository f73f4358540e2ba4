"""Reasons from the funnel: each says how many volunteers which rule stops; the decisive one tells the whole funnel."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.domain import Reason, Text
from matcher.explain import codes
from matcher.explain.funnel import Funnel, Stage
from matcher.explain.prospects import Prospects
from matcher.explain.rulebook import CREW, Scope
from matcher.explain.wording import stopped


def of_funnel(prospects: Prospects, funnel: Funnel) -> Iterator[Reason]:
    """The stage at which nobody is left first, then the others in the funnel's order."""
    if not funnel.volunteers:
        nobody = Text("There are no volunteers.", "没有任何志愿者。")
        yield Reason(code=codes.NO_VOLUNTEER, volunteers=0, en=nobody.en, zh=nobody.zh)
    decisive = funnel.stages[-1] if funnel.stages and not funnel.left else None
    if decisive is not None:
        yield from _of_stage(prospects, decisive, funnel)
    eligible, crew = len(prospects.eligible), prospects.need.crew
    if 0 < eligible < crew and (decisive is None or decisive.rule != CREW):
        yield Reason(
            code=codes.NEEDS_CREW,
            rule=CREW,
            volunteers=eligible,
            en=f"{crew} volunteers are needed together, and only {eligible} may serve the need at any time.",
            zh=f"需{crew}名志愿者同时到场，而任何时间符合条件的只有{eligible}名。",
        )
    for stage in funnel.stages:
        if stage is not decisive:
            yield from _of_stage(prospects, stage, None)


def not_examined(left: int) -> Reason:
    """All that can be said of those whose time nobody had time to look at."""
    return Reason(
        code=codes.NOT_EXAMINED,
        volunteers=left,
        en=f"{left} of the volunteers may serve it; there was no time to look at their hours and other visits.",
        zh=f"尚有{left}名志愿者符合条件；因时间所限，未能逐一查看其可服务时段和已排服务。",
    )


def _of_stage(prospects: Prospects, stage: Stage, funnel: Funnel | None) -> Iterator[Reason]:
    for place, (code, volunteers) in enumerate(stage.codes):
        text = _sentence(prospects, stage, code, volunteers)
        if funnel is not None and place == 0:
            extra, whole = _days_left(prospects), funnel.text
            text = Text(f"{text.en}{extra.en} ({whole.en})", f"{text.zh}{extra.zh}（{whole.zh}）")
        yield Reason(code=code, rule=stage.rule, volunteers=volunteers, en=text.en, zh=text.zh)


def _sentence(prospects: Prospects, stage: Stage, code: str, volunteers: int) -> Text:
    need, rulebook = prospects.need, prospects.rulebook
    if code == codes.NEEDS_CREW:
        return _too_few_together(prospects)
    if stage.scope is Scope.NEED and (of_itself := _by_itself(prospects, code)) is not None:
        return of_itself
    rule = next(one for one in (*rulebook.pair, *rulebook.joint) if one.name == stage.rule)
    return stopped(code, rule, need, volunteers, stage.reached)


def _too_few_together(prospects: Prospects) -> Text:
    crew, most = prospects.need.crew, max((len(able) for able in prospects.able.values()), default=0)
    if most >= crew:
        return Text(
            f"{crew} volunteers are needed together; {most} could come at the same time, but not with each other.",
            f"需{crew}名志愿者同时到场；同一时间虽有{most}名可来，但无法一同前往。",
        )
    return Text(
        f"{crew} volunteers are needed together, and at most {most} could come at the same time.",
        f"需{crew}名志愿者同时到场，而同一时间最多只有{most}名可来。",
    )


def _by_itself(prospects: Prospects, code: str) -> Text | None:
    """What stands in the way whoever comes."""
    need, grid = prospects.need, prospects.standing.problem.grid_minutes
    if code == codes.NO_WINDOW:
        return Text("The need has no window, so there is no time for a visit.", "该需求没有任何时间窗，无从安排。")
    if code == codes.NO_START:
        return Text(
            f"A visit of {need.minutes} minutes that starts on the {grid}-minute grid fits into none of its windows.",
            f"服务须在{grid}分钟刻度上开始，{need.minutes}分钟的服务放不进任何一个时间窗。",
        )
    if code == codes.DATE_GAP:
        gap = max(1, need.min_gap_days)
        if gap == 1:
            return Text(
                "Every date of its windows has a visit of the need already.", "时间窗内的每个日期都已有该需求的服务。"
            )
        return Text(
            f"Every date of its windows has a visit of the need already or is less than {gap} days from one.",
            f"时间窗内的每个日期都已有该需求的服务，或与之相隔不足{gap}天。",
        )
    if code == codes.CADRE_BUSY:
        return Text(
            "Whenever it could start, a cadre of the need has another visit.",
            "凡可安排的时间，老干部都在接受其他服务。",
        )
    if code == codes.SELF_BUSY:
        return Text(
            "Whenever it could start, a cadre of the need is out serving as a volunteer.",
            "凡可安排的时间，老干部本人都在外出做志愿服务。",
        )
    return None


def _days_left(prospects: Prospects) -> Text:
    """The dates that the need's other visits leave open, where they leave some and close some."""
    left = prospects.open_days
    if not 0 < len(left) < len(prospects.days):
        return Text("", "")
    dates = [f"{prospects.standing.problem.week.dates[day]:%m-%d}" for day in left]
    return Text(f" Its other visits leave only {', '.join(dates)} open.", f"因已有的服务，只剩{'、'.join(dates)}可排。")
