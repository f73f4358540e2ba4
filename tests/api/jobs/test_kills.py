"""Worker and server are killed for real, at chosen moments: the job ends once, with one result, and nothing is told twice."""

from pathlib import Path

from benchmarks.served import Served, Told, until


def test_a_job_outlives_its_worker_twice_and_its_server_once(database_url: str, tmp_path: Path) -> None:
    told: list[Told] = []
    served = Served(database_url, tmp_path)
    served.fill()

    with served:
        roster = served.roster()
        job = served.solve(roster, seconds=4)
        until(lambda: served.job(job)["state"] == "running")
        served.kill_worker()  # before it has come to anything
        for event in served.events(job):
            told.append(event)
            if event.kind == "incumbent":
                break
        served.kill_worker()  # after a checkpoint
        for event in served.events(job, told[-1].number):
            told.append(event)
            if event.kind == "progress":
                break
        worker = served.worker()
        served.kill()
        until(lambda: not worker.is_running())  # it ends with its server, however that ends

        served.begin()
        told += served.events(job, told[-1].number)

        ended, document = served.job(job), served.client.get(roster).json()
        assert ended["state"] == "done", ended
        assert document["newest"] == ended["result_version"] == 2
        assert document["document"]["score"]["total"] == ended["points"]
        assert served.client.get(f"{roster}/audit").json()["violations"] == []
        assert [one.number for one in told] == list(range(1, len(told) + 1))
        assert [one.kind for one in told].count("done") == 1
        assert told[-1].data["points"] == ended["points"] <= min(one.data["points"] for one in told)
