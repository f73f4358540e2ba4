"""Where one can go: every screen with its name, its sign and the right that opens it."""

from typing import NamedTuple

from api.authority import Action
from matcher.domain import Text


class Entry(NamedTuple):
    """One screen in the navigation."""

    path: str
    name: Text
    action: Action


NAVIGATION = (
    Entry("/today", Text("Today", "今日"), Action.LOOK),
    Entry("/board", Text("Board", "排班板"), Action.LOOK),
    Entry("/match", Text("Match", "临时匹配"), Action.MATCH),
    Entry("/confirmations", Text("Confirmations", "确认"), Action.LOOK),
    Entry("/needs", Text("Needs", "需求"), Action.LOOK),
    Entry("/cadres", Text("Dossiers", "老干部档案"), Action.LOOK),
    Entry("/volunteers", Text("Volunteers", "志愿者"), Action.LOOK),
    Entry("/ledger", Text("Ledger", "台账"), Action.LOOK),
    Entry("/map", Text("Map", "服务圈地图"), Action.LOOK),
    Entry("/reports", Text("Reports", "报表考核"), Action.REPORT),
    Entry("/exchange", Text("Files", "导入导出"), Action.EXCHANGE),
    Entry("/rules", Text("Rules", "规则"), Action.LOOK),
    Entry("/administration", Text("Administration", "系统管理"), Action.ADMINISTER),
)
