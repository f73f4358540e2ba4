"""An explanation told in lines, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.domain import Need, Text
from matcher.explain import wording
from matcher.explain.choice import Alternative, Choice
from matcher.explain.findings import Findings

COSTS = {
    "unmet_visit": "缺服务",
    "unserved_cadre": "老干部无服务",
    "travel": "路程",
    "unfamiliar": "不熟悉",
    "many_faces": "换人",
    "load_balance": "负荷",
    "preferred_time": "首选时段",
    "cross_station": "跨站",
    "changed_visit": "变更",
}


def told(
    need: Need, missing: int, findings: Findings | None, choices: Sequence[Choice], language: str
) -> Iterator[str]:
    """One sentence a line; what belongs to the line above is indented."""
    for depth, text in _lines(need, missing, findings, choices):
        yield "  " * depth + (text.en if language == "en" else text.zh)


def _lines(
    need: Need, missing: int, findings: Findings | None, choices: Sequence[Choice]
) -> Iterator[tuple[int, Text]]:
    asked = wording.service(need.service)
    wanted = wording.counted(need.visits, "visit")
    yield (
        0,
        Text(
            f"Need {need.id} (cadre {need.cadre}, {asked.en}, {need.priority} priority): {wanted} wanted, {missing} missing.",
            f"需求{need.id}（老干部{need.cadre}，{asked.zh}，优先级{wording.PRIORITIES[need.priority]}）："
            f"需{need.visits}次，缺{missing}次。",
        ),
    )
    if findings is not None:
        yield from _of_findings(findings)
    for choice in choices:
        yield from _of_choice(choice)


def _of_findings(findings: Findings) -> Iterator[tuple[int, Text]]:
    yield 0, Text(f"Volunteers, rule by rule: {findings.funnel.text.en}", f"逐条筛选：{findings.funnel.text.zh}")
    yield 0, Text("Why visits are missing:", "未满足的原因：")
    for reason in findings.reasons:
        yield 1, Text(f"[{reason.code}] {reason.en}", f"[{reason.code}] {reason.zh}")
    if findings.suggestion is not None:
        yield 0, Text(f"What would help: {findings.suggestion.en}", f"建议：{findings.suggestion.zh}")


def _of_choice(choice: Choice) -> Iterator[tuple[int, Text]]:
    stop = choice.stop
    who, hours = wording.who(stop.volunteers), f"{stop.visit.start:%m-%d %H:%M}"
    yield 0, Text(f"The visit on {hours} by {who.en}:", f"{hours}由{who.zh}服务：")
    if choice.firm:
        yield 1, Text("It is pinned and stands as it is.", "该服务已固定，须保持原样。")
    for breach in choice.breaks:
        yield 1, Text(f"It breaks {breach.rule}: {breach.text.en}", f"违反{breach.rule}：{breach.text.zh}")
        if reason := choice.excuses.get(breach):
            yield 2, Text(f"Overridden, for the reason: {reason}", f"已作例外，理由：{reason}")
    yield (
        1,
        Text(
            f"Who could come then, everything else fixed: {choice.funnel.text.en}",
            f"其他安排不变，届时可来者：{choice.funnel.text.zh}",
        ),
    )
    yield (
        1,
        Text(f"Points that it adds: {_points(choice.points).en}", f"本次安排带来的分数：{_points(choice.points).zh}"),
    )
    for other in choice.alternatives:
        yield 1, _of_alternative(other, len(stop.volunteers))
    if not choice.alternatives:
        yield 1, Text("Nobody else could come then.", "届时没有其他人可来。")
    for one in choice.stopped:
        yield (
            1,
            Text(
                f"Not volunteer {one.volunteer.id} ({one.breach.rule}): {one.breach.text.en}",
                f"志愿者{one.volunteer.id}不可（{one.breach.rule}）：{one.breach.text.zh}",
            ),
        )


def _of_alternative(other: Alternative, crew: int) -> Text:
    more = other.total
    compared = Text("as good", "分数相同")
    if more:
        points = wording.counted(abs(more), "point")
        compared = (
            Text(f"{points} worse", f"多{more}分") if more > 0 else Text(f"{points} better", f"少{-more}分，更优")
        )
    instead = Text("", "")
    if crew > 1:
        instead = Text(f" in place of {other.instead_of.id}", f"（替换{other.instead_of.id}）")
    rules = _points(other.points)
    return Text(
        f"Next: volunteer {other.volunteer.id}{instead.en}, {compared.en} ({rules.en})",
        f"其次：志愿者{other.volunteer.id}{instead.zh}，{compared.zh}（{rules.zh}）",
    )


def _points(points: dict[str, int]) -> Text:
    if not points:
        return Text("none", "无")
    return Text(
        ", ".join(f"{rule} {number:+d}" for rule, number in points.items()),
        "，".join(f"{COSTS.get(rule, rule)}{number:+d}" for rule, number in points.items()),
    )
