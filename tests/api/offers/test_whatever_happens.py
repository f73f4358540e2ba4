"""Whatever is published, edited, answered, replaced and called off, in whatever order: visits and offers are what the published
version says, nothing is doubled, and no answer is lost while nothing changes for whoever gave it."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.clock import midnight
from tests.api.offers.agreement import check_promises
from tests.api.offers.office import Office, SetClock

PEOPLE = ["v1", "v2", "v3", "v4"]
HOURS = ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00"]
STEPS = 15

Held = dict[tuple[str, str, str], tuple[str, str, str]]
"""By need, date and volunteer: the start, the offer, and its state."""


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_visits_and_offers_are_what_the_published_version_says(
    another_week: Callable[[], Office], set_clock: SetClock, seed: int
) -> None:
    dice = Random(seed)
    office = another_week()
    now = midnight(office.monday) - timedelta(days=2)
    set_clock(now)

    for _ in range(STEPS):
        if dice.random() < 0.15:
            now += timedelta(minutes=dice.choice([30, 240, 600]))
            set_clock(now)
        held, act = _held(office), dice.choice(ACTS)

        answer = act(office, dice)

        assert answer is None or answer.status_code in (200, 409, 422), (act.__name__, answer.text)
        check_promises(office, now)
        if act in (_edit, _publish, _replace, _cancel):
            _check_kept(held, _held(office))
    _check_links(office)


def _edit(office: Office, dice: Random) -> Response | None:
    document = office.roster["document"]["visits"]
    start = f"{office.day(dice.randrange(3))}T{dice.choice(HOURS)}"
    if not document or dice.random() < 0.3:
        people = dice.sample(PEOPLE, dice.choice([1, 2]))
        return office.edit({"do": "add", "need": dice.choice(["n1", "n2", "n3"]), "start": start, "volunteers": people})
    visit = dice.choice(document)
    named = {"need": visit["need"], "date": visit["start"][:10]}
    return office.edit(
        dice.choice(
            [
                {"do": "remove", **named},
                {"do": "move", **named, "start": start},
                {"do": "move", **named, "volunteers": dice.sample(PEOPLE, len(visit["volunteers"]))},
                {"do": "pin", **named},
                {"do": "unpin", **named},
            ]
        )
    )


def _publish(office: Office, dice: Random) -> Response | None:
    return office.publish(check=dice.random() < 0.2)


def _answer(office: Office, dice: Random) -> Response | None:
    if not office.links:
        return None
    link = dice.choice(list(office.links.values()))
    said = dice.choice([{"answer": "accepted"}, {"answer": "accepted"}, {"answer": "declined", "reason": "没空"}])
    return office.client.post(f"{link}/answer", json=said)


def _answer_for(office: Office, dice: Random) -> Response | None:
    offers = office.offers()
    if not offers:
        return None
    offer = dice.choice(offers)
    said = dice.choice([{"answer": "accepted"}, {"answer": "declined", "reason": "没空"}])
    return office.client.post(
        f"/v1/offers/{offer['id']}/answer",
        json={"by": "王敏", "anyway": dice.random() < 0.5} | said,
        headers={"If-Match": f'"{offer["version"]}"'},
    )


def _replace(office: Office, dice: Random) -> Response | None:
    visits = office.visits(state="planned")
    if not visits:
        return None
    visit = dice.choice(visits)
    options = office.client.get(f"/v1/visits/{visit['id']}/replacements").json()["options"]
    if not options:
        return None
    option = dice.choice(options)
    answer = office.replace(visit, option["volunteers"], option["start"], shifts=option["shifts"])
    assert answer.is_success or office.roster["state"] == "changed", answer.text
    return answer


def _cancel(office: Office, dice: Random) -> Response | None:
    visits = office.visits()
    return office.cancel(dice.choice(visits), still_wanted=dice.random() < 0.7) if visits else None


def _drop_out(office: Office, dice: Random) -> Response | None:
    if dice.random() < 0.6:
        return None
    day, hour = office.day(dice.randrange(3)), dice.choice(HOURS)
    return office.drop_out(dice.choice(PEOPLE), f"{day}T{hour}", f"{day}T12:00")


ACTS = [_edit, _edit, _publish, _publish, _answer, _answer, _answer_for, _replace, _cancel, _drop_out]


def _check_links(office: Office) -> None:
    """Every address that was told last shows its offer as the board does, or that it is off."""
    visits = office.visits()
    states = {one["id"]: one["state"] for visit in visits for one in visit["offers"]}
    for (need, day, volunteer), link in office.links.items():
        shown = office.client.get(link).json()
        offer = next(
            (
                one["id"]
                for visit in visits
                if (visit["need"], visit["day"]) == (need, day)
                for one in visit["offers"]
                if one["volunteer"] == volunteer
            ),
            None,
        )
        if offer is None:
            assert shown["state"] in ("withdrawn", "declined")
        else:
            assert shown["state"] == states[offer]


def _check_kept(before: Held, after: Held) -> None:
    """Where the start is what it was, the offer and its answer are too."""
    for key, (start, offer, state) in before.items():
        if key in after and after[key][0] == start:
            assert after[key][1:] == (offer, state), key


def _held(office: Office) -> Held:
    return {
        (visit["need"], visit["day"], one["volunteer"]): (one["start"], one["id"], one["state"])
        for visit in office.visits()
        for one in visit["offers"]
    }
