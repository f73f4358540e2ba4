"""What the words of the tables are called by people, Chinese and English."""

from api.tables.cadres import Category, Fact, Hardship, Mobility, Purpose
from api.tables.needs import Party, Pillar
from api.tables.people import Gender, OrganisationKind
from api.tables.places import Regime, StationState
from matcher.domain import Text

STATION_STATES = {
    StationState.PLANNED: Text("planned", "筹建"),
    StationState.PILOT: Text("pilot", "示范点"),
    StationState.ACTIVE: Text("active", "已挂牌"),
    StationState.CLOSED: Text("closed", "已撤销"),
}

REGIMES = {
    Regime.DUTIES: Text("duties", "工作职责"),
    Regime.VISITING: Text("visiting", "走访看望"),
    Regime.INFORMATION: Text("information", "信息管理"),
    Regime.STUDY: Text("study", "学习"),
    Regime.VOLUNTEERING: Text("volunteering", "志愿者服务"),
}

ORGANISATION_KINDS = {
    OrganisationKind.SCHOOL: Text("school", "学校"),
    OrganisationKind.COMPANY: Text("company", "企业"),
    OrganisationKind.INSTITUTION: Text("public institution", "事业单位"),
    OrganisationKind.SOCIAL: Text("social organisation", "社会组织"),
    OrganisationKind.YOUTH_LEAGUE: Text("youth league", "共青团"),
    OrganisationKind.AGEING_COMMITTEE: Text("committee on ageing", "老龄委"),
    OrganisationKind.HEALTH_CENTRE: Text("health centre", "社区卫生服务中心"),
    OrganisationKind.PARTNER: Text("partner", "家政服务联盟单位"),
}

GENDERS = {Gender.FEMALE: Text("female", "女"), Gender.MALE: Text("male", "男")}

CATEGORIES = {Category.LIXIU: Text("lixiu", "离休"), Category.TUIXIU: Text("tuixiu", "退休")}

HARDSHIPS = {
    Hardship.EMPTY_NEST: Text("empty nest", "空巢"),
    Hardship.DISABLED: Text("disabled", "残疾"),
    Hardship.WIDOWED: Text("widowed", "丧偶"),
    Hardship.LOW_INCOME: Text("low income", "低收入"),
    Hardship.RECENT_DISCHARGE: Text("recent discharge", "近期出院"),
}

MOBILITIES = {
    Mobility.FULL: Text("full", "自如"),
    Mobility.LIMITED: Text("limited", "行动不便"),
    Mobility.HOUSEBOUND: Text("housebound", "足不出户"),
}

FACTS = {
    Fact.AGE: Text("age", "年龄"),
    Fact.ADDRESS: Text("address", "住址"),
    Fact.FAMILY: Text("family", "家庭情况"),
    Fact.HEALTH: Text("health", "身体状况"),
    Fact.FORMER_UNIT: Text("former unit", "原工作单位"),
    Fact.PARTY_BRANCH: Text("party branch", "党组织情况"),
    Fact.STRENGTHS: Text("strengths", "优势特长"),
    Fact.SERVICE_NEEDS: Text("service needs", "服务需求"),
}
"""The eight facts of a dossier (八个清)."""

PURPOSES = {
    Purpose.SERVICE: Text("services", "提供服务"),
    Purpose.HEALTH: Text("health data", "使用健康信息"),
    Purpose.PUBLICITY: Text("publicity", "宣传推广"),
    Purpose.FAMILY_NOTICE: Text("telling the family", "通知家属"),
}
"""What a cadre may agree to."""

PILLARS = {
    Pillar.STUDY: Text("study", "学习"),
    Pillar.ACTIVITY: Text("activity", "活动"),
    Pillar.CARE: Text("care", "照顾"),
    Pillar.CONTRIBUTION: Text("contribution", "发挥作用"),
}

PARTIES = {
    Party.VOLUNTEER: Text("volunteer", "志愿者"),
    Party.UNIT: Text("former unit", "原单位"),
    Party.STATION: Text("station", "服务站"),
    Party.FAMILY: Text("family", "家庭"),
}

LANGUAGES = {
    "zh": Text("Mandarin", "普通话"),
    "za": Text("Zhuang", "壮语"),
    "yue": Text("Cantonese", "粤语"),
    "hak": Text("Hakka", "客家话"),
}

MODES = {
    "walk": Text("on foot", "步行"),
    "e_bike": Text("e-bike", "电动自行车"),
    "bus": Text("bus", "公交"),
}

CERTIFICATES = {
    "nurse": Text("nurse", "护士"),
    "physician": Text("physician", "医师"),
    "lawyer": Text("lawyer", "律师"),
}
