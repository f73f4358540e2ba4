"""Two coordinators on one roster, each with what they saw last, and somebody who watches that all of it agrees."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from api.record.chain import faults
from matcher.domain import Roster
from tests.api.offers.agreement import check_promises
from tests.api.offers.office import FRIDAY_BEFORE, ROSTER, Office
from tests.api.reliability.coordinator import Coordinator
from tests.api.reliability.shared_roster import State, check_no_overlap, others
from tests.building import MONDAY

DECLINED = frozenset({"excluded_pair"})
"""What a roster breaks when somebody declines: they are kept from what it still says."""

Whom = st.sampled_from([0, 1])
Seed = st.integers(0, 2**32)


class TwoCoordinators(RuleBasedStateMachine):
    """A week with the tiny roster; somebody else watches both of them."""

    def __init__(self, watching: TestClient, colleagues: list[TestClient], week: int) -> None:
        super().__init__()
        days = timedelta(days=7 * week)
        moved = [one.revised(start=one.start + days, end=one.end + days) for one in ROSTER.visits]
        self.office = Office(watching, Roster(visits=moved), filled=week > 0, monday=MONDAY + days)
        dates = [self.office.day(number) for number in range(3)]
        self.people = [Coordinator(client, self.office.id, dates) for client in colleagues]
        self.state = self.seen()
        self.checked: State | None = None
        self.documents: dict[int, Any] = {}

    def seen(self) -> State:
        """What is there now."""
        address = f"/v1/rosters/{self.office.id}"
        answer = self.office.client.get(address)
        audited = self.office.client.get(f"{address}/audit").json()
        broken = {(one["rule"], one["en"]) for one in audited["violations"]}
        return State(int(answer.headers["ETag"].strip('"')), answer.json(), frozenset(broken), self.office.visits())

    @initialize(is_published=st.booleans())
    def somebody_may_have_published_it(self, is_published: bool) -> None:
        if is_published:
            who, other = self.people
            self.check_kept_or_refused(who, who.change("publish", {}), is_current=True)
            other.look()

    @rule(whom=Whom)
    def look(self, whom: int) -> None:
        self.people[whom].look()

    @rule(whom=Whom, seed=Seed)
    def edit(self, whom: int, seed: int) -> None:
        who = self.people[whom]
        seen, step = who.document, who.step(Random(seed))

        answer = who.change("edits", {"steps": [step]})

        self.check_kept_or_refused(who, answer, is_current=self.is_current(who))
        if answer.is_success:
            self.check_untouched(seen, step)

    @rule(whom=Whom, what=st.sampled_from(["undo", "redo", "publish", "publish"]))
    def go_back_go_forth_or_publish(self, whom: int, what: str) -> None:
        who = self.people[whom]

        answer = who.change(what, {})

        self.check_kept_or_refused(who, answer, is_current=self.is_current(who))

    @rule(whom=Whom, seed=Seed)
    def replace(self, whom: int, seed: int) -> None:
        who = self.people[whom]

        answer = who.replace(Random(seed))

        self.check_kept_or_refused(who, answer, is_current=self.is_current(who))

    @rule(whom=Whom, seed=Seed)
    def cancel(self, whom: int, seed: int) -> None:
        who = self.people[whom]
        dice, visits = Random(seed), who.visits
        visit = dice.choice(visits) if visits else None
        is_current = visit is not None and visit["version"] == self.version_now("visits", visit["id"])

        answer = who.cancel(visit, dice) if visit is not None else None

        self.check_kept_or_refused(who, answer, is_current=is_current)

    @rule(whom=Whom, seed=Seed)
    def answer_for_a_volunteer(self, whom: int, seed: int) -> None:
        who = self.people[whom]
        dice, offers = Random(seed), [offer for visit in who.visits for offer in visit["offers"]]
        offer = dice.choice(offers) if offers else None
        version = self.version_now("offers", offer["id"]) if offer is not None else None
        is_current = offer is not None and offer["version"] == version

        answer = who.answer(offer, dice) if offer is not None else None

        self.check_kept_or_refused(who, answer, is_current=is_current, excused=DECLINED)
        if offer is not None and answer is not None and not answer.is_success:
            assert self.version_now("offers", offer["id"]) == version

    @rule(whom=Whom, seed=Seed)
    def hear_a_call(self, whom: int, seed: int) -> None:
        assert self.people[whom].hear_a_call(Random(seed)).status_code == 201

    @rule(whom=Whom, seed=Seed)
    def take_an_option(self, whom: int, seed: int) -> None:
        who = self.people[whom]
        is_current = who.call is not None and who.call["if_match"] == f'"{self.state.etag}"'

        answer = who.take_an_option(Random(seed))

        self.check_kept_or_refused(who, answer, is_current=is_current, refused=409)

    @rule(seed=Seed)
    def both_edit_at_once(self, seed: int) -> None:
        dice = Random(seed)
        for who in self.people:
            who.look()
        steps = [who.step(dice) for who in self.people]

        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda who, step: who.change("edits", {"steps": [step]}), self.people, steps))

        kept = [step for step, answer in zip(steps, answers, strict=True) if answer.is_success]
        assert len(kept) <= 1, "two changes of one version were kept"
        assert {answer.status_code for answer in answers} <= {200, 409, 412, 422}
        self.check_grown(len(kept))
        for step in kept:
            self.check_untouched(self.people[0].document, step)

    @invariant()
    def everything_agrees(self) -> None:
        """Nobody is booked twice, visits and offers are what was published, and no version is ever changed."""
        if self.checked is self.state:
            return
        self.checked = self.state
        check_no_overlap(self.state.roster["document"]["visits"])
        check_no_overlap(visit for visit in self.state.visits if visit["state"] == "planned")
        check_promises(self.office, FRIDAY_BEFORE)
        self.documents[self.state.newest] = self.state.roster["document"]
        earlier = min(self.documents)
        found = self.office.client.get(f"/v1/rosters/{self.office.id}/versions/{earlier}").json()
        assert found == self.documents[earlier]
        if len(self.documents) > 3:
            del self.documents[earlier]

    def teardown(self) -> None:
        """The versions are numbered without a gap, and the record of all of it is whole."""
        listed = self.office.client.get(f"/v1/rosters/{self.office.id}/versions").json()
        assert [one["number"] for one in reversed(listed)] == list(range(1, self.state.newest + 1))
        with self.office.database.reading() as session:
            assert list(faults(session, session.info["keyring"])) == []

    def is_current(self, who: Coordinator) -> bool:
        """Nobody has changed the roster since they looked."""
        return who.etag == f'"{self.state.etag}"'

    def version_now(self, kind: str, thing: str) -> int:
        """Of a visit or an offer."""
        return int(self.office.client.get(f"/v1/{kind}/{thing}").headers["ETag"].strip('"'))

    def check_kept_or_refused(
        self,
        who: Coordinator,
        answer: Response | None,
        *,
        is_current: bool,
        refused: int = 412,
        excused: frozenset[str] = frozenset(),
    ) -> None:
        """What was made of an outdated state is refused as such; what is refused changes nothing; what is kept breaks nothing."""
        if answer is None:
            return
        if not is_current:
            assert answer.status_code == refused, answer.text
        assert answer.status_code in (200, 201, 409, 412, 422), answer.text
        assert is_current or not answer.is_success
        before = self.state
        self.state = self.seen()
        if answer.is_success:
            who.look()
        else:
            assert self.state == before
        assert self.state.etag >= before.etag
        assert self.state.newest >= before.newest
        assert {rule for rule, _ in self.state.broken - before.broken} <= excused

    def check_grown(self, versions: int) -> None:
        """By so many, and nothing is broken that was not."""
        before, self.state = self.state, self.seen()
        assert self.state.newest == before.newest + versions
        assert self.state.broken <= before.broken

    def check_untouched(self, seen: list[dict[str, Any]], step: dict[str, Any]) -> None:
        """All other visits are as they were seen by whoever decided on the step."""
        touched = {(step["need"], step.get("date")), (step["need"], step.get("start", "")[:10])}
        assert others(self.state.roster["document"]["visits"], touched) == others(seen, touched)
