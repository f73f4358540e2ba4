"""What a job tells, in order and once; whoever lost the line goes on where it was cut."""

from tests.api.jobs.office import Office


def test_an_ended_job_tells_its_progress_its_rosters_and_its_end(office: Office) -> None:
    job = office.solved(seconds=2.5)

    told = office.events(f"/v1/jobs/{job['id']}")

    assert [one["number"] for one in told] == list(range(1, len(told) + 1))
    assert {"progress", "incumbent"} <= {one["kind"] for one in told[:-1]}
    end = {name: job[name] for name in ("state", "result_version", "points", "unmet", "bound", "gap")}
    assert told[-1] == {"kind": "done", "number": len(told)} | end
    progress = [one for one in told if one["kind"] == "progress"]
    assert progress[0].keys() == {"kind", "number", "seconds", "points", "unmet", "bound", "gap"}
    assert [one["points"] for one in progress] == sorted((one["points"] for one in progress), reverse=True)
    assert all(one["gap"] == round((one["points"] - one["bound"]) / one["points"], 6) for one in progress)


def test_whoever_comes_back_hears_the_rest_and_at_the_end_nothing(office: Office) -> None:
    address = f"/v1/jobs/{office.solved(seconds=2.5)['id']}"
    told = office.events(address)

    rest, nothing = office.events(address, 1), office.events(address, told[-1]["number"])

    assert rest == told[1:]
    assert nothing == []


def test_a_line_is_opened_only_to_a_job_that_is_there_and_from_a_number(office: Office) -> None:
    job = office.ask().headers["Location"]

    nowhere = office.client.get("/v1/jobs/none/events")
    astray = office.client.get(f"{job}/events", headers={"Last-Event-ID": "x"})

    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "NOT_FOUND")
    assert astray.status_code == 422


def test_how_earlier_jobs_went_is_forgotten_when_another_is_asked_for_but_not_how_they_ended(office: Office) -> None:
    address = f"/v1/jobs/{office.solved()['id']}"
    told = office.events(address)

    office.ask()

    assert office.events(address) == told[-1:]
