"""What people call the rules in two or three words; what each demands is said by its own `statement`."""

from matcher.domain import Text

RULES = {
    "availability": Text("availability", "可服务时段"),
    "crew_together": Text("people together", "同时到场人数"),
    "excluded_pair": Text("excluded or declined", "回避或已谢绝"),
    "language_and_gender": Text("language and gender", "语言和性别"),
    "load_limits": Text("load limits", "工作量上限"),
    "one_person_one_place": Text("one place at a time", "同一时间只在一处"),
    "one_visit_at_a_time": Text("one visit at a time", "同一时间只有一次服务"),
    "pinned": Text("pinned", "已固定"),
    "qualification_valid": Text("valid certificate", "有效证书"),
    "service_circle": Text("fifteen-minute circle", "十五分钟服务圈"),
    "service_match": Text("matching service", "服务对口"),
    "travel_between": Text("time for the way", "路上时间"),
    "visit_window": Text("the cadre's times", "老干部时间窗"),
    "weekly_frequency": Text("visits a week", "每周次数"),
    "changed_visit": Text("changes of what is known", "改动已定安排"),
    "cross_station": Text("help from other stations", "跨站服务"),
    "load_balance": Text("even load", "工作量均衡"),
    "many_faces": Text("many faces", "换人过多"),
    "preferred_time": Text("preferred time", "希望时间"),
    "travel": Text("minutes on the way", "路程分钟"),
    "unfamiliar": Text("not acquainted", "互不熟悉"),
    "unmet_visit": Text("unmet visits", "未满足服务"),
    "unserved_cadre": Text("cadres without any visit", "完全无人服务"),
}


def rule_words(rule: str) -> Text:
    """A rule without words of its own goes by its name."""
    return RULES.get(rule, Text(rule.replace("_", " "), rule))
