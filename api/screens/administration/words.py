"""What roles and deeds are called by people."""

from api.authority import Role
from api.registry.words import WORDS
from matcher.domain import Text

ROLES = {
    Role.CITY: Text("city office", "市级管理员"),
    Role.DISTRICT: Text("district office", "城区管理员"),
    Role.COORDINATOR: Text("coordinator", "协调员"),
    Role.STATION_STAFF: Text("station staff", "服务站工作人员"),
    Role.GRID_WORKER: Text("grid worker", "网格员"),
    Role.TEAM_LEAD: Text("team lead", "志愿队队长"),
    Role.AUDITOR: Text("auditor (reads only)", "检查人员（只读）"),
}
"""Of people and machines; secret addresses have a role of their own, which nobody is given."""

DEEDS = {
    "create": Text("entered", "新增"),
    "change": Text("changed", "修改"),
    "delete": Text("removed", "删除"),
    "export": Text("exported", "导出"),
    "reveal": Text("saw whole", "查看原文"),
    "forget": Text("purpose forgotten", "用途已删除"),
}

KINDS = WORDS | {"person": Text(en="user", zh="用户"), "api_key": Text(en="key", zh="接口密钥")}
"""Kinds of rows in the record."""
