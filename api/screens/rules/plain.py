"""What each rule demands in plain words, with the numbers that hold; and what a change of a number does."""

from collections.abc import Mapping
from typing import Any

from matcher.domain import Text

SENTENCES = {
    "service_match": Text("Who comes offers the service that is needed.", "上门的志愿者能提供所需的服务。"),
    "qualification_valid": Text(
        "Who comes holds each certificate that the need asks for, valid on that day.",
        "上门的志愿者具备需求要求的每项资质，且当日有效。",
    ),
    "language_and_gender": Text(
        "Who comes speaks a language that is asked for, and is of the gender asked for.",
        "上门的志愿者会说所要求的语言，性别符合要求。",
    ),
    "excluded_pair": Text(
        "Nobody is sent whom the cadre does not want, or who has declined that day.",
        "老干部要求回避的、当日已谢绝的志愿者不再安排。",
    ),
    "visit_window": Text("A visit lies in the times that suit the cadre.", "服务安排在老干部方便的时段之内。"),
    "availability": Text(
        "A visit and the ways to it and back lie in the times at which the volunteer is free.",
        "服务连同往返路程都在志愿者有空的时段之内。",
    ),
    "travel_between": Text("Between two visits there is time for the way.", "前后两次服务之间留足路上时间。"),
    "service_circle": Text(
        "From the volunteer's base to the cadre it is at most {minutes} minutes by the volunteer's own means.",
        "从志愿者驻地到服务地点，按本人出行方式不超过{minutes}分钟。",
    ),
    "load_limits": Text(
        "Where a volunteer says nothing else: at most {visits_per_day} visits and {minutes_per_day} minutes a day, "
        "{minutes_per_week} minutes a week.",
        "志愿者本人没有另行约定的：每天最多{visits_per_day}次、{minutes_per_day}分钟，每周最多{minutes_per_week}分钟。",
    ),
    "weekly_frequency": Text(
        "No more visits a week than the need asks for, one a day at most, with the days between that it asks for.",
        "每周次数不超过需求所要求的，每天至多一次，并隔开所要求的天数。",
    ),
    "crew_together": Text(
        "As many volunteers as the need asks for are there together, all the time.",
        "需求要求几人，就有几人全程一起在场。",
    ),
    "one_visit_at_a_time": Text("Nobody is visited by two at the same time.", "同一位老干部不会同时有两次服务。"),
    "one_person_one_place": Text(
        "A cadre who also helps is not sent out while being visited.", "身为老干部的志愿者，接受服务时不外出服务。"
    ),
    "pinned": Text("What somebody has pinned stays as it is.", "已固定的服务保持不变。"),
    "unmet_visit": Text(
        "Each visit that is missing counts: emergency {emergency} points, high priority {high}, normal {normal}, low {low}.",
        "每缺一次服务计分：紧急{emergency}分，高优先{high}分，普通{normal}分，低{low}分。",
    ),
    "unserved_cadre": Text(
        "Each cadre who gets no visit at all in the week counts {points} points: everybody first, then more.",
        "一周内一次服务都没有的老干部，每人计{points}分（先人人有，再多安排）。",
    ),
    "travel": Text("Each minute on the way counts {points} points.", "路上每分钟计{points}分。"),
    "unfamiliar": Text(
        "Each visit by somebody whom the cadre does not know counts {points} points.",
        "由老干部不熟悉的人上门，每人次计{points}分。",
    ),
    "many_faces": Text(
        "Each further face for the same need in a week counts {points} points.",
        "同一需求一周内每多换一个人，计{points}分。",
    ),
    "load_balance": Text(
        "Volunteers who are busy beyond 60 % of their week count, those beyond 85 % more; a week is {minutes_per_week} minutes "
        "where they say nothing else.",
        "志愿者一周负荷超过六成开始计分，超过八成五加重；本人没有约定的，一周按{minutes_per_week}分钟计。",
    ),
    "preferred_time": Text(
        "Each visit outside the times that the cadre likes best counts {points} points.",
        "不在老干部首选时段的服务，每次计{points}分。",
    ),
    "cross_station": Text(
        "Each visit by a volunteer of another station counts {points} points.",
        "由其他服务站的志愿者上门，每人次计{points}分。",
    ),
    "changed_visit": Text(
        "Each published visit that is given up or goes to others counts {changed} points, another time {moved}.",
        "已公布的服务取消或换人，每次计{changed}分；只改时间的计{moved}分。",
    ),
}

PARAMETERS = {
    "minutes": Text("minutes", "分钟数"),
    "visits_per_day": Text("visits a day", "每天次数"),
    "minutes_per_day": Text("minutes a day", "每天分钟数"),
    "minutes_per_week": Text("minutes a week", "每周分钟数"),
    "emergency": Text("points: emergency", "紧急（分）"),
    "high": Text("points: high priority", "高优先（分）"),
    "normal": Text("points: normal", "普通（分）"),
    "low": Text("points: low", "低（分）"),
    "points": Text("points", "分值"),
    "changed": Text("points: given up or to others", "取消或换人（分）"),
    "moved": Text("points: another time", "改时间（分）"),
    "level": Text("level", "效力"),
    "overridable": Text("exceptions allowed", "允许例外"),
}

LEVELS = {
    "hard": Text("must hold", "必须遵守"),
    "soft": Text("counts points", "计分权衡"),
    "off": Text("off", "停用"),
}

EFFECT_OF_LIMITS = Text(
    "A larger number allows more: more needs are met, by longer ways or fuller weeks. A smaller one protects volunteers, and "
    "more may remain unmet.",
    "数值越大，可安排的越多，但路更远或负荷更重；数值越小，志愿者更轻松，但未满足的需求可能增加。",
)
EFFECT_OF_POINTS = Text(
    "Points are weighed against each other: the more one thing counts, the more of the others is given up for it. 0 means it "
    "does not matter.",
    "各项分值相互权衡：某项分值越大，越会为它牺牲其他项；0表示不考虑。",
)


def sentence(rule: str, values: Mapping[str, Any]) -> Text:
    """The rule in plain words, with its numbers; `values` are its parameters."""
    words = SENTENCES[rule]
    return Text(words.en.format(**values), words.zh.format(**values))
