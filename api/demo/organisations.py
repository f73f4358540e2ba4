"""Where the demo's volunteers come from: a school, a works, a law firm, a health centre, neighbours; and a partner."""

from collections.abc import Iterable

from api.tables.people import Organisation, OrganisationKind, Volunteer

SCHOOL = Organisation(id="demo-school", name="示例大学青年志愿者协会", kind=OrganisationKind.SCHOOL)
WORKS = Organisation(id="demo-works", name="示例机械厂工会", kind=OrganisationKind.COMPANY)
LAWYERS = Organisation(id="demo-lawyers", name="示例律师事务所", kind=OrganisationKind.INSTITUTION)
CLINIC = Organisation(id="demo-clinic", name="示例社区卫生服务中心", kind=OrganisationKind.HEALTH_CENTRE)
NEIGHBOURS = Organisation(id="demo-neighbours", name="示例邻里互助社", kind=OrganisationKind.SOCIAL)
PARTNER = Organisation(
    id="demo-partner",
    name="示例家政服务联盟",
    kind=OrganisationKind.PARTNER,
    services=["household", "haircut", "meals"],
)
"""Takes over what no volunteer offers, such as cutting hair."""

SENDS = (
    ({"medical"}, CLINIC),
    ({"legal"}, LAWYERS),
    ({"study"}, SCHOOL),
    ({"household", "emotional"}, NEIGHBOURS),
    ({"household"}, WORKS),
)
"""The first organisation all of whose services a volunteer offers is the one that sends them."""


def organisations() -> list[Organisation]:
    """Fresh rows, with contacts."""
    rows = (SCHOOL, WORKS, LAWYERS, CLINIC, NEIGHBOURS, PARTNER)
    return [
        Organisation(
            id=row.id,
            code=f"DEMO-O{number}",
            name=row.name,
            kind=row.kind,
            contact=f"示例-联系人{number}",
            phone=f"000-0002-{number:04d}",
            services=list(row.services),
        )
        for number, row in enumerate(rows, start=1)
    ]


def send(volunteers: Iterable[Volunteer]) -> None:
    """Each volunteer comes from somewhere and can be called; the numbers are obviously nobody's."""
    for number, volunteer in enumerate(volunteers, start=1):
        offered = set(volunteer.services)
        volunteer.organisation_id = next((sender.id for some, sender in SENDS if some <= offered), None)
        volunteer.code = f"DEMO-V{number:03d}"
        volunteer.phone = f"000-0003-{number:04d}"
        volunteer.address = f"示例路{number}号"
        volunteer.note = "示例数据，人物为虚构"
