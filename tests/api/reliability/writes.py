"""Twenty-four things that people write, each of another kind, on the tiny week; later ones build upon earlier ones."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import httpx2

HERE = {"latitude": 24.35, "longitude": 109.4}

Send = Callable[[], httpx2.Response]


class Desk:
    """Somebody who writes; `monday` begins the week of the roster."""

    def __init__(self, client: httpx2.Client, roster: str, monday: date) -> None:
        self.client, self.roster, self.monday = client, f"/v1/rosters/{roster}", monday
        self.last: dict[str, Any] = {}
        self.published: dict[str, Any] = {}

    def writes(self) -> Iterator[tuple[str, Send]]:
        """A name, and what sends it; the next one may be asked for when it has been taken."""
        yield "region", self._post("/v1/regions", name="柳北区", kind="district", parent_id="city")
        yield "station", self._post("/v1/stations", region_id="city", name="新站", **HERE)
        yield "organisation", self._post("/v1/organisations", name="示例社", kind="social")
        yield "cadre", self._post("/v1/cadres", station_id="s1", name="张三", health="高血压", **HERE)
        yield "volunteer", self._post("/v1/volunteers", station_id="s1", name="李四", services=["legal"], **HERE)
        yield "need", self._post("/v1/needs", cadre_id="c1", service="legal", minutes=30)
        yield "changed need", self._put("/v1/needs/n3", priority="high")
        yield "absence", self._post("/v1/availability-exceptions", volunteer_id="v4", day=self._day(6), reason="外出")
        yield (
            "special day",
            self._post("/v1/calendar-days", day=self._day(20), kind="holiday", name_zh="假日", name_en="Holiday"),
        )
        yield (
            "user",
            self._post("/v1/users", username="staff", role="auditor", region_id="city", password="four nearby 2013"),
        )
        yield "key", self._post("/v1/keys", name="machine", role="auditor", region_id="city")
        yield "feed", self._post("/v1/volunteers/v1/feeds")
        yield "roster", self._post("/v1/rosters", region_id="city", week=self._day(7))
        yield "edit", self._change("edits", steps=[{"do": "pin", "need": "n3", "date": self._day(0)}])
        yield "undo", self._change("undo")
        yield "redo", self._change("redo")
        yield "publication", self._change("publish")
        self.published = self.last
        yield "answer by link", self._post(self._link() + "/answer", answer="accepted")
        yield "replacement", self._replacement()
        yield "cancellation", self._cancellation()
        yield (
            "call",
            self._post("/v1/matches", cadre_id="c3", service="household", minutes=60, windows=[self._window()]),
        )
        yield "option", self._option(self.last)
        yield "ledger", self._post("/v1/ledger", **self._done_yesterday())
        yield "feedback", self._post(f"/v1/ledger/{self.last['id']}/feedback", cadre_id="c1", face=3)

    def _send(self, method: str, address: str, fields: dict[str, Any], etag: str | None = None) -> httpx2.Response:
        headers = {"If-Match": etag} if etag is not None else {}
        answer = self.client.request(method, address, json=fields, headers=headers)
        if answer.is_success:
            self.last = answer.json()
        return answer

    def _post(self, address: str, **fields: Any) -> Send:
        return lambda: self._send("POST", address, fields)

    def _put(self, address: str, **fields: Any) -> Send:
        found = self.client.get(address)
        known = self.client.get("/openapi.json").json()["components"]["schemas"]["NeedFields"]["properties"]
        whole = {name: value for name, value in found.json().items() if name in known} | fields
        return lambda: self._send("PUT", address, whole, found.headers["ETag"])

    def _change(self, what: str, **fields: Any) -> Send:
        return lambda: self._send("POST", f"{self.roster}/{what}", fields, self._etag(self.roster))

    def _replacement(self) -> Send:
        visit = self._visit("n3")
        found = self.client.get(f"/v1/visits/{visit}/replacements").json()["options"][0]
        fields = {"volunteers": found["volunteers"], "start": found["start"], "shifts": found["shifts"]}
        return lambda: self._send("POST", f"/v1/visits/{visit}/replacement", fields, self._etag(self.roster))

    def _cancellation(self) -> Send:
        address = f"/v1/visits/{self._visit('n2')}"
        fields = {"reason": "住院", "by": "王敏"}
        return lambda: self._send("POST", f"{address}/cancellation", fields, self._etag(address))

    def _option(self, call: dict[str, Any]) -> Send:
        option = call["options"][0]
        fields = {"volunteers": [one["id"] for one in option["volunteers"]], "start": option["start"]}
        return lambda: self._send("POST", f"/v1/matches/{call['id']}/apply", fields, call["if_match"])

    def _etag(self, address: str) -> str:
        return self.client.get(address).headers["ETag"]

    def _visit(self, need: str) -> str:
        visits = self.client.get("/v1/visits", params={"roster": self.roster.rpartition("/")[2]}).json()["items"]
        return str(next(one["id"] for one in visits if one["need"] == need))

    def _link(self) -> str:
        return str(self.published["links"][0]["link"])

    def _day(self, number: int) -> str:
        return f"{self.monday + timedelta(days=number)}"

    def _window(self) -> dict[str, str]:
        return {"start": f"{self._day(2)}T08:00", "end": f"{self._day(2)}T12:00"}

    def _done_yesterday(self) -> dict[str, Any]:
        yesterday = date.today() - timedelta(days=1)
        return {
            "service": "household",
            "pillar": "care",
            "outcome": "done",
            "started_at": f"{yesterday}T09:00",
            "ended_at": f"{yesterday}T10:00",
            "place": "家中",
            "volunteers": ["v1"],
            "cadres": ["c1"],
            "content": "打扫",
        }
