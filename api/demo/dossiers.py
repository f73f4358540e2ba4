"""Made-up dossiers for the demo's cadres: eight facts each, some of which nobody has asked for yet."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from api.registry.dossier import COLUMNS
from api.tables.cadres import Cadre, Category, Consent, Fact, Hardship, Mobility, Purpose
from api.tables.people import Gender

SURNAMES = "陈李黄韦覃张王刘梁罗莫蓝吴周谢"
GIVEN = {
    Gender.MALE: ("立山", "建国", "德胜", "永年", "志强", "文彬", "国栋", "明远", "守义", "耀宗"),
    Gender.FEMALE: ("桂英", "秀兰", "淑贞", "凤琴", "玉珍", "慧敏", "月娥", "素梅", "雅琴", "丽华"),
}

FAMILY = ("与老伴同住，子女在外地", "独居，女儿每周来一次", "与儿子一家同住", "与老伴同住，子女在本市", "独居，无子女")
HEALTH = ("良好", "高血压，按时服药", "糖尿病，饮食须注意", "膝关节不好，上下楼困难", "听力下降", "中风后康复中")
UNITS = ("示例机械厂", "示例纺织厂", "示例市政府办公室", "示例中学", "示例铁路段", "示例建筑公司")
STRENGTHS = ("书法", "调解邻里纠纷", "讲革命故事", "会计", "园艺", "合唱指挥", "无")
WISHES = ("每周陪聊一次", "打扫卫生", "量血压、取药", "送学上门", "代办水电费", "法律咨询", "希望参加文艺活动")

UNKNOWN = 0.07
"""How likely a fact is not known yet."""


def write_dossiers(cadres: Sequence[Cadre], today: date, dice: Random) -> None:
    """Fills in names, facts, hardships and dates; everything is marked as made up (示例)."""
    for number, cadre in enumerate(cadres, start=1):
        honoured = dice.random() < 0.1
        cadre.gender = dice.choice(list(GIVEN))
        cadre.name = f"示例-{dice.choice(SURNAMES)}{dice.choice(GIVEN[cadre.gender])}-{number:02d}"
        cadre.code = f"DEMO-C{number:03d}"
        cadre.phone = f"000-0004-{number:04d}"
        cadre.category = Category.LIXIU if honoured else Category.TUIXIU
        cadre.born_on = _birthday(today, *((91, 98) if honoured else (64, 90)), dice)
        cadre.address = (
            f"示例路{dice.randint(1, 60)}号{dice.randint(1, 9)}栋{dice.randint(1, 7)}0{dice.randint(1, 4)}室"
        )
        cadre.family = dice.choice(FAMILY)
        cadre.health = dice.choice(HEALTH)
        cadre.former_unit = dice.choice(UNITS)
        cadre.party_branch = f"示例社区第{dice.choice('一二三')}党支部"
        cadre.strengths = dice.choice(STRENGTHS)
        cadre.service_needs = "；".join(dice.sample(WISHES, 2))
        cadre.family_contact = f"示例-家属{number:02d}"
        cadre.family_phone = f"000-0005-{number:04d}"
        cadre.unit_contact = "示例-单位老干部科" if honoured else ""
        cadre.grid = f"第{dice.randint(1, 4)}网格"
        cadre.hardships = _hardships(cadre, dice)
        cadre.mobility = dice.choices(list(Mobility), (70, 22, 8))[0]
        cadre.verified_on = None if dice.random() < 0.1 else today - timedelta(days=dice.randrange(400))
        for fact, column in COLUMNS.items():
            if dice.random() < UNKNOWN:
                setattr(cadre, column, None if fact is Fact.AGE else "")


def consents_of(cadres: Iterable[Cadre], today: date, dice: Random) -> list[Consent]:
    """Everybody agreed to be served, many to more, and one has taken back what they agreed to for publicity."""
    likely = {Purpose.SERVICE: 1.0, Purpose.HEALTH: 0.8, Purpose.FAMILY_NOTICE: 0.6, Purpose.PUBLICITY: 0.3}
    consents = [
        Consent(
            cadre_id=cadre.id, purpose=purpose, given_on=today - timedelta(days=dice.randrange(30, 300)), note="示例"
        )
        for cadre in cadres
        for purpose, share in likely.items()
        if dice.random() < share
    ]
    next(one for one in consents if one.purpose is Purpose.PUBLICITY).withdrawn_on = today
    return consents


def _birthday(today: date, youngest: int, oldest: int, dice: Random) -> date:
    return today - timedelta(days=dice.randint(youngest * 366, oldest * 366))


def _hardships(cadre: Cadre, dice: Random) -> list[Hardship]:
    alone = [Hardship.EMPTY_NEST] if "独居" in cadre.family else []
    return [*alone, *([Hardship.RECENT_DISCHARGE] if "中风" in cadre.health and dice.random() < 0.5 else [])]
