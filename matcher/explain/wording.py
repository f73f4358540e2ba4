"""Words of explanations: what is counted, in Chinese and English. Only ids are named, never people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matcher.domain import Need, Priority, Problem, Text, Volunteer
from matcher.explain import codes
from matcher.explain.rulebook import Scope
from matcher.rules.rule import HardRule
from matcher.timetable import Stop

SERVICES = {
    "household": "家政",
    "emotional": "精神慰藉",
    "legal": "法律援助",
    "medical": "医疗保健",
    "study": "送学上门",
    "meals": "助餐",
}
PRIORITIES = {Priority.EMERGENCY: "紧急", Priority.HIGH: "高", Priority.NORMAL: "普通", Priority.LOW: "低"}
URGENCY = {priority: rank for rank, priority in enumerate(Priority)}
"""Lower ranks come first."""
LANGUAGES = {
    "zh": ("Mandarin", "普通话"),
    "za": ("Zhuang", "壮语"),
    "yue": ("Cantonese", "粤语"),
    "hak": ("Hakka", "客家话"),
}
CERTIFICATES = {"nurse": "护士", "physician": "医师", "lawyer": "律师", "counsellor": "心理咨询师"}
GENDERS = {"F": ("female", "女"), "M": ("male", "男")}

_LEFT = {
    "service_match": ("offer it", "提供该服务"),
    "qualification_valid": ("with a valid certificate", "资质有效"),
    "language_and_gender": ("of the language and gender asked for", "语言和性别相符"),
    "excluded_pair": ("not excluded", "未被排除"),
    "service_circle": ("in the circle", "在服务圈内"),
    "visit_window": ("with a possible start", "有可排的开始时间"),
    "availability": ("free then", "届时有空"),
    "weekly_frequency": ("on a date left open", "有可排的日期"),
    "crew_together": ("enough at the same time", "同一时间凑得齐"),
    "one_visit_at_a_time": ("while the cadre is free", "老干部届时空闲"),
    "one_person_one_place": ("not visited themselves then", "本人届时无人上门"),
}
_ROOM = ("with room between their visits", "行程排得开")
_HOURS = {
    Scope.ALONE: ("with hours left", "工时有余"),
    Scope.DAY: ("with hours left that day", "当日工时有余"),
    Scope.WEEK: ("with hours left this week", "本周工时有余"),
}


def left_over(rule: str, scope: Scope, volunteers: int) -> Text:
    """A link of the funnel: those whom the rule lets pass."""
    if rule == "load_limits":
        en, zh = _HOURS.get(scope, _HOURS[Scope.ALONE])
    elif rule == "travel_between" or (rule == "availability" and scope is not Scope.ALONE):
        en, zh = _ROOM
    else:
        en, zh = _LEFT.get(rule, (f"by the rule {rule}", f"符合规则{rule}"))
    return Text(en=f"{volunteers} {en}", zh=f"{volunteers}人{zh}")


class Predicate(NamedTuple):
    """What is said of those who are stopped: of one, of several, in Chinese, and of nobody where that reads better."""

    one: str
    several: str
    zh: str
    nobody: str | None = None


def stopped(code: str, rule: HardRule, need: Need, dropped: int, reached: int) -> Text:
    """The sentence for so many stopped of those who reached the rule."""
    of = _predicate(code, rule, need)
    if dropped < reached:
        en = f"{dropped} of {reached} volunteers {of.one if dropped == 1 else of.several}."
        return Text(en, f"{reached}名志愿者中有{dropped}名{of.zh}。")
    if reached == 1:
        return Text(f"The only volunteer left {of.one}.", f"仅剩的1名志愿者{of.zh}。")
    if of.nobody is not None:
        return Text(f"None of the {reached} volunteers {of.nobody}.", f"{reached}名志愿者均{of.zh}。")
    return Text(f"All {reached} volunteers left {of.several}.", f"剩下的{reached}名志愿者均{of.zh}。")


def service(word: str) -> Text:
    """A service by its name."""
    return Text(word, SERVICES.get(word, word))


def gender(word: str | None) -> Text:
    """A gender as a word."""
    return Text(*GENDERS.get(word or "", (str(word), str(word))))


def languages(need: Need) -> Text:
    """The languages of which a need asks for one."""
    named = [LANGUAGES.get(one, (one, one)) for one in need.languages]
    return Text(" or ".join(en for en, _ in named), "或".join(zh for _, zh in named))


def certificates(need: Need) -> Text:
    """The certificates that a need asks for."""
    asked = dict.fromkeys(need.qualifications)
    return Text(" and ".join(asked), "、".join(CERTIFICATES.get(one, one) for one in asked))


def counted(number: int, noun: str) -> str:
    """1 minute, 2 minutes."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def who(volunteers: Iterable[Volunteer]) -> Text:
    """One volunteer or several, by their ids."""
    ids = [volunteer.id for volunteer in volunteers]
    if len(ids) == 1:
        return Text(f"volunteer {ids[0]}", f"志愿者{ids[0]}")
    return Text(f"volunteers {', '.join(ids[:-1])} and {ids[-1]}", f"志愿者{'、'.join(ids)}")


def clock(problem: Problem, minute: int) -> str:
    """A minute of the week as date and time."""
    return f"{problem.moment(minute):%m-%d %H:%M}"


def visits(stops: Sequence[Stop]) -> Text:
    """Standing visits by need, cadre, priority and time."""
    en = [
        f"the visit of need {one.need.id} (cadre {one.need.cadre}, {one.need.priority} priority, "
        f"{one.visit.start:%m-%d %H:%M})"
        for one in stops
    ]
    zh = [
        f"需求{one.need.id}（老干部{one.need.cadre}，优先级{PRIORITIES[one.need.priority]}，"
        f"{one.visit.start:%m-%d %H:%M}）的服务"
        for one in stops
    ]
    return Text(" and ".join(en), "和".join(zh))


def capital(sentence: str) -> str:
    """The same sentence with a large first letter."""
    return sentence[:1].upper() + sentence[1:]


def _predicate(code: str, rule: HardRule, need: Need) -> Predicate:
    if code in _FIXED:
        return _FIXED[code]
    if code == codes.NO_SKILL:
        asked = service(need.service)
        return Predicate(
            f"does not offer {asked.en}", f"do not offer {asked.en}", f"不提供{asked.zh}服务", f"offers {asked.en}"
        )
    if code in (codes.CERT_MISSING, codes.CERT_EXPIRED):
        names, zh = certificates(need)
        if code == codes.CERT_MISSING:
            one, several = f"does not hold the certificate {names}", f"do not hold the certificate {names}"
            return Predicate(one, several, f"不具备所需资质（{zh}）", f"holds the certificate {names}")
        ended = f"held the certificate {names}, which has ended"
        return Predicate(ended, ended, f"所需资质（{zh}）已过期")
    if code == codes.LANGUAGE_REQUIRED:
        names, zh = languages(need)
        return Predicate(
            f"does not speak {names}", f"do not speak {names}", f"不会所要求的语言（{zh}）", f"speaks {names}"
        )
    if code == codes.GENDER_REQUIRED:
        asked = gender(need.gender)
        return Predicate(
            f"is not {asked.en}", f"are not {asked.en}", f"不是所要求的性别（{asked.zh}）", f"is {asked.en}"
        )
    if code == codes.OUT_OF_CIRCLE:
        minutes = getattr(rule, "minutes", 15)
        return Predicate(
            f"lives more than {minutes} minutes away",
            f"live more than {minutes} minutes away",
            f"距服务地点超过{minutes}分钟",
            f"lives within {minutes} minutes",
        )
    said = rule.statement
    return Predicate(
        f"does not meet the rule {rule.name} ({said.en})",
        f"do not meet the rule {rule.name} ({said.en})",
        f"不符合规则{rule.name}（{said.zh}）",
        f"meets the rule {rule.name} ({said.en})",
    )


_FIXED = {
    codes.BLOCKED_PAIR: Predicate("is excluded by the need", "are excluded by the need", "已被该需求排除"),
    codes.DECLINED: Predicate(
        "has declined it for the dates left", "have declined it for the dates left", "已谢绝剩余日期的服务"
    ),
    codes.NO_AVAILABILITY_IN_WINDOW: Predicate(
        "is not free long enough in a window of the need, the way there and back included",
        "are not free long enough in a window of the need, the way there and back included",
        "在需求的时间窗内没有足够的空闲（含往返路程）",
        "is free long enough in a window of the need, the way there and back included",
    ),
    codes.TRAVEL_GAP: Predicate(
        "has no room for it between other visits and the ways",
        "have no room for it between other visits and the ways",
        "因已排的其他服务和路程抽不出时间",
        "has room for it between other visits and the ways",
    ),
    codes.DAY_LIMIT: Predicate(
        "would exceed the limit of visits or minutes of a day",
        "would exceed the limit of visits or minutes of a day",
        "会超出每日服务次数或分钟数上限",
    ),
    codes.WEEK_LIMIT: Predicate(
        "would exceed the limit of minutes of the week",
        "would exceed the limit of minutes of the week",
        "会超出每周服务分钟数上限",
    ),
    codes.DATE_GAP: Predicate(
        "could come only on dates on which the need has a visit or is too near to one",
        "could come only on dates on which the need has a visit or is too near to one",
        "只能在该需求已有服务或与之间隔不足的日期来",
    ),
    codes.CADRE_BUSY: Predicate(
        "could come only while a cadre of the need has another visit",
        "could come only while a cadre of the need has another visit",
        "只能在老干部正接受其他服务时来",
    ),
    codes.SELF_BUSY: Predicate(
        "would be out serving while receiving a visit themselves",
        "would be out serving while receiving a visit themselves",
        "届时本人也在接受服务",
    ),
}
