"""What each report answers, in a sentence, and which of its figures is drawn first."""

from typing import NamedTuple

from api.reports.catalogue import Kind
from matcher.domain import Text


class About(NamedTuple):
    """`figure` is the key of the one that is drawn where nobody chose another."""

    question: Text
    figure: str


ABOUT = {
    Kind.COVERAGE: About(
        Text("Who was visited, who was not, and whose dossier has gaps?", "谁得到了服务，谁没有；谁的档案还不全？"),
        "served_share",
    ),
    Kind.PILLARS: About(
        Text("How much was done of study, activity, care and contribution?", "学习、活动、照顾、发挥作用各做了多少？"),
        "care_services",
    ),
    Kind.HOURS: About(
        Text(
            "How much time did volunteers give, and for which organisations? With certificates.",
            "志愿者各服务了多久，来自哪些组织？可打印时长证明。",
        ),
        "minutes",
    ),
    Kind.FAIRNESS: About(
        Text("Is the work spread evenly over the volunteers?", "志愿者之间负担是否均匀？"),
        "gini",
    ),
    Kind.CIRCLE: About(
        Text(
            "Who lives within fifteen minutes of a station, and where would another one help?",
            "谁住在服务站十五分钟之内；在哪里增设最有用？",
        ),
        "share_walk",
    ),
    Kind.KPIS: About(
        Text("How far, how soon, and were promises kept?", "远不远、快不快、说到做到没有？"),
        "kept_share",
    ),
    Kind.ASSESSMENT: About(
        Text("Which of the six marks does each station pass, and on what evidence?", "各站六项是否达标，依据是什么？"),
        "all",
    ),
    Kind.RECORDS: About(
        Text("Do the ledger's entries lead back to the needs they came from?", "台账是否完整、能否追溯到需求？"),
        "traced_share",
    ),
}
