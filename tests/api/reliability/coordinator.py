"""A coordinator with a key and a memory of their own: works on what they saw last, which may be outdated by now."""

from random import Random
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

PEOPLE = ["v1", "v2", "v3", "v4"]
HOURS = ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00"]

Visit = dict[str, Any]


class Coordinator:
    """On one roster, whose week begins on the date that `day` counts from."""

    def __init__(self, client: TestClient, roster: str, days: list[str]) -> None:
        self.client, self.address, self.days = client, f"/v1/rosters/{roster}", days
        self.call: dict[str, Any] | None = None
        self.look()

    def look(self) -> None:
        """What the roster and its published visits are now is remembered, until the next look."""
        answer = self.client.get(self.address)
        self.etag, self.document = answer.headers["ETag"], answer.json()["document"]["visits"]
        query = {"roster": answer.json()["id"]}
        self.visits: list[Visit] = self.client.get("/v1/visits", params=query).json()["items"]

    def change(self, what: str, body: dict[str, Any]) -> Response:
        """Of the roster, in the version that was seen last."""
        return self.client.post(f"{self.address}/{what}", json=body, headers={"If-Match": self.etag})

    def step(self, dice: Random) -> dict[str, Any]:
        """An edit that makes sense in what was seen."""
        start = f"{dice.choice(self.days)}T{dice.choice(HOURS)}"
        if not self.document or dice.random() < 0.3:
            people = dice.sample(PEOPLE, dice.choice([1, 2]))
            return {"do": "add", "need": dice.choice(["n1", "n2", "n3"]), "start": start, "volunteers": people}
        visit = dice.choice(self.document)
        named = {"need": visit["need"], "date": visit["start"][:10]}
        return dice.choice(
            [
                {"do": "remove", **named},
                {"do": "move", **named, "start": start},
                {"do": "move", **named, "volunteers": dice.sample(PEOPLE, len(visit["volunteers"]))},
                {"do": "assign", **named, "volunteer": dice.choice(PEOPLE)},
                {"do": "unassign", **named, "volunteer": dice.choice(visit["volunteers"] or PEOPLE)},
                {"do": "pin", **named},
                {"do": "unpin", **named},
            ]
        )

    def replace(self, dice: Random) -> Response | None:
        """A visit's people, by one of the options of today; None where there is nothing to replace."""
        planned = [visit for visit in self.visits if visit["state"] == "planned"]
        if not planned:
            return None
        visit = dice.choice(planned)
        options = self.client.get(f"/v1/visits/{visit['id']}/replacements").json()["options"]
        if not options:
            return None
        option = dice.choice(options)
        body = {"volunteers": option["volunteers"], "start": option["start"], "shifts": option["shifts"]}
        return self.client.post(f"/v1/visits/{visit['id']}/replacement", json=body, headers={"If-Match": self.etag})

    def cancel(self, visit: Visit, dice: Random) -> Response:
        """The visit, in the version that was seen last."""
        body = {"reason": "住院", "by": "王敏", "still_wanted": dice.random() < 0.7}
        headers = {"If-Match": f'"{visit["version"]}"'}
        return self.client.post(f"/v1/visits/{visit['id']}/cancellation", json=body, headers=headers)

    def answer(self, offer: dict[str, Any], dice: Random) -> Response:
        """On a volunteer's behalf, to the offer in the version that was seen last."""
        said = dice.choice([{"answer": "accepted"}, {"answer": "declined", "reason": "没空"}])
        return self.client.post(
            f"/v1/offers/{offer['id']}/answer",
            json={"by": "王敏", "anyway": dice.random() < 0.5} | said,
            headers={"If-Match": f'"{offer["version"]}"'},
        )

    def hear_a_call(self, dice: Random) -> Response:
        """Somebody wants help for an hour; what can be done about it is remembered."""
        day, first, last = dice.choice(self.days), *sorted(dice.sample(range(8, 13), 2))
        window = {"start": f"{day}T{first:02}:00", "end": f"{day}T{last:02}:00"}
        call = {"cadre_id": dice.choice(["c1", "c2", "c3"]), "service": "household", "minutes": 60}
        answer = self.client.post("/v1/matches", json=call | {"windows": [window]})
        self.call = answer.json() if answer.is_success and answer.json()["options"] else None
        return answer

    def take_an_option(self, dice: Random) -> Response | None:
        """Of the call that was heard last, if any is open."""
        call, self.call = self.call, None
        if call is None:
            return None
        option = dice.choice(call["options"])
        body = {"volunteers": [one["id"] for one in option["volunteers"]], "start": option["start"]}
        return self.client.post(f"/v1/matches/{call['id']}/apply", json=body, headers={"If-Match": call["if_match"]})
