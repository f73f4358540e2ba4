"""What a request can be refused for, as one small tree; each has a status, a stable code, and a sentence in two languages.

Refused
├── NotSignedIn (401)          nobody is signed in, or not any more
├── Forbidden (403)            the role does not allow it, or the request came from a foreign page
├── NotFound (404)             nothing of this id
├── Conflict (409)             the state of things does not allow it, or somebody was there first
├── Outdated (412)             the ETag is not that of the present version
├── ETagMissing (428)          a change without the ETag of what is changed
├── Unacceptable (422)         the request contradicts itself, the data, or a rule
├── TooLarge (413)             more than is taken
├── Busy (429)                 too many requests at once; try again after some seconds
└── Unavailable (503)          the database or the worker does not answer; try again after some seconds
"""

from typing import Any

from matcher.domain import Text


class Refused(Exception):
    """The root; `code` is stable, `more` holds further members of the problem document (no personal data)."""

    status: int = 400

    def __init__(self, code: str, *, zh: str, en: str, **more: Any) -> None:
        super().__init__(en)
        self.code = code
        self.text = Text(en=en, zh=zh)
        self.more = more


class NotSignedIn(Refused):
    """Nobody is signed in, or not any more."""

    status = 401


class Forbidden(Refused):
    """The asker's role does not allow it, or the request came from a foreign page."""

    status = 403


class NotFound(Refused):
    """Nothing of this id, or nothing that the asker may know of."""

    status = 404


class Conflict(Refused):
    """The state of things does not allow it; `more` says what is there now."""

    status = 409


class Outdated(Refused):
    """Somebody has changed it since; read it again."""

    status = 412


class TooLarge(Refused):
    """The request is larger than what is taken."""

    status = 413


class Unacceptable(Refused):
    """The request contradicts itself, the data, or a rule; `errors` may name places."""

    status = 422


class ETagMissing(Refused):
    """A change must say which version it means to change."""

    status = 428


class Busy(Refused):
    """Too many at once; `more["retry_after"]` says after how many seconds to try again."""

    status = 429


class Unavailable(Refused):
    """Something that this service needs does not answer; `more["retry_after"]` as above."""

    status = 503


def no_such(kind_zh: str, kind_en: str) -> NotFound:
    """Nothing of that kind has this id."""
    return NotFound("NOT_FOUND", zh=f"没有这个{kind_zh}。", en=f"There is no such {kind_en}.")
