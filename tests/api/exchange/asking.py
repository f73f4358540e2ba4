"""How the tests ask for imports, and look at what became of them."""

from typing import Any

from fastapi.testclient import TestClient
from sqlmodel import Session, select

from api.tables.requests import Import
from tests.api.exchange.conftest import storage


def sent(client: TestClient, content: bytes, query: str = "") -> Any:
    answer = client.post(f"/v1/imports{query}", content=content)
    assert answer.status_code == 201, answer.text
    return answer.json()


def committed(client: TestClient, content: bytes, query: str = "") -> Any:
    checked = sent(client, content, query)
    assert checked["ready"], checked["findings"]
    answer = client.post(f"/v1/imports/{checked['id']}/commit")
    assert answer.status_code == 200, answer.text
    return answer.json()


def found(checked: Any) -> set[tuple[str, str]]:
    return {(one["cell"], one["code"]) for one in checked["findings"]}


def one(client: TestClient, table: Any, code: str) -> Any:
    with storage(client).reading() as session:
        return session.exec(select(table).where(table.code == code)).one_or_none()


def change(client: TestClient, table: Any, code: str, **values: Any) -> None:
    with storage(client).writing() as session:
        row = session.exec(select(table).where(table.code == code)).one()
        for name, value in values.items():
            setattr(row, name, value)


def kept_import(session: Session, key: str) -> Import:
    return session.exec(select(Import).where(Import.id == key)).one()
