"""Who is meant by a code or a name: what is kept, and what the same import is about to add."""

from collections import defaultdict
from typing import Any

from sqlmodel import Session, select

from api.exchange.forms.catalogue import FORMS
from api.exchange.forms.form import CODE
from api.exchange.kinds.kind import Unfit
from api.exchange.kinds.text import is_code
from api.exchange.normal import line
from api.registry.listing import not_erased
from api.tables.places import Region
from matcher.domain import Text

REGIONS = "regions"
CALLED_BY_NAME = {REGIONS, "stations", "organisations"}
"""In exports these are written by name where only one bears it; people by code."""


class Directory:
    """Ids by code and by name, and back; `of` is a subject or `regions`."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = defaultdict(dict)
        self._ids: dict[str, dict[str, tuple[str | None, str]]] = defaultdict(dict)
        self._names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(self, of: str, key: str, code: str | None, name: str) -> None:
        """Somebody with this id."""
        self._ids[of][key] = (code, name)
        if code is not None:
            self._codes[of][code] = key
        if name:
            self._names[of][line(name)].add(key)

    def known(self, of: str, code: str) -> str | None:
        """The id of the one whose code (or else id) this is."""
        return self._codes[of].get(code) or (code if code in self._ids[of] else None)

    def find(self, of: str, label: str) -> str:
        """The id of the one who is meant by code, id, or a name that only one bears; raises Unfit."""
        found = self.known(of, label)
        if found is not None:
            return found
        namesakes = self._names[of].get(line(label), set())
        if len(namesakes) == 1:
            return next(iter(namesakes))
        if namesakes:
            raise Unfit(
                "AMBIGUOUS_NAME",
                Text(f"{len(namesakes)} bear this name; write the code.", f"有{len(namesakes)}个同名，请填写编号。"),
            )
        raise Unfit("UNKNOWN_REFERENCE", Text("There is none of this code or name.", "没有此编号或名称。"))

    def label(self, of: str, key: str) -> str:
        """What `find` leads back to this id: a place's name where only one bears it, else the code."""
        _, name = self._ids[of].get(key, (None, ""))
        return name if of in CALLED_BY_NAME and self._leads_to(of, name, key) else self.code(of, key)

    def code(self, of: str, key: str) -> str:
        """The code, or the id where there is none that could stand in a list."""
        code, _ = self._ids[of].get(key, (None, ""))
        return code if code is not None and is_code(code) else key

    def labels(self, of: str) -> list[str]:
        """Of all, for a drop-down."""
        return sorted(self.label(of, key) for key in self._ids[of])

    def _leads_to(self, of: str, label: str, key: str) -> bool:
        try:
            return bool(label) and label == line(label) and self.find(of, label) == key
        except Unfit:
            return False


def directory_of(session: Session) -> Directory:
    """Everybody whom this session may know of."""
    directory = Directory()
    for key, name in session.exec(select(Region.id, Region.name)).all():
        directory.add(REGIONS, key, None, name)
    for form in FORMS.values():
        table: Any = form.resource.table
        names = (CODE, "name") if "name" in form.resource.fields.model_fields else (CODE,)
        query = select(table.id, *(getattr(table, one) for one in names)).where(*not_erased(table))
        for key, code, *name in session.exec(query).all():
            directory.add(form.subject, key, code, name[0] if name else "")
    return directory
