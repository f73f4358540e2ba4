"""What is written to each volunteer after a publication, ready to be copied: their visits, and where to answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from api.offers.offering import Link
from api.offers.promises import Affected, Promise
from api.screens.shell.people import Person
from matcher.board.words import full_day
from matcher.domain import Text

Place = tuple[str, datetime]


@dataclass(frozen=True)
class Message:
    """`text` is Chinese with the English below it; the addresses in it are told once."""

    volunteer: str
    name: str
    phone: str
    text: str
    lines: int


def messages(
    affected: Iterable[Affected],
    links: Iterable[Link],
    volunteers: Mapping[str, Person],
    cadres: Mapping[str, Person],
    services: Mapping[str, Text],
    base: str,
) -> list[Message]:
    """By pinyin. `base` is the address of the service, with a slash at its end."""
    answers: dict[str, dict[Place, str]] = defaultdict(dict)
    for link in links:
        token = link.address.rsplit("/", 1)[-1]
        answers[link.offer.volunteer_id][link.offer.visit_id, link.offer.start] = f"{base}offers/{token}"
    made = []
    for one in affected:
        person = volunteers[one.volunteer]
        at = {start: address for (_, start), address in answers[one.volunteer].items()}
        text = "\n".join(_lines(one, person, cadres, services, at))
        made.append(Message(person.id, person.name, person.phone, text, text.count("\n") + 1))
    return sorted(made, key=lambda message: (volunteers[message.volunteer].pinyin, message.volunteer))


def _lines(
    one: Affected,
    person: Person,
    cadres: Mapping[str, Person],
    services: Mapping[str, Text],
    at: Mapping[datetime, str],
) -> Iterator[str]:
    yield f"{person.name}，您好！志愿服务安排如下 / Your visits:"
    kinds = ((one.new, Text("new", "新增")), (one.moved, Text("moved", "改时间")), (one.cancelled, Text("off", "取消")))
    for promises, became in kinds:
        for promise in sorted(promises, key=lambda each: each.start):
            yield _line(promise, became, cadres, services)
            if became.en != "off" and promise.start in at:
                yield f"  答复 / Answer: {at[promise.start]}"


def _line(promise: Promise, became: Text, cadres: Mapping[str, Person], services: Mapping[str, Text]) -> str:
    day, kind = full_day(promise.start.date()), services[promise.need]
    clock = f"{promise.start:%H:%M}–{promise.end:%H:%M}"
    return f"【{became.zh} {became.en}】{day.zh} {clock} {cadres[promise.cadre].name} {kind.zh} / {day.en} {kind.en}"
