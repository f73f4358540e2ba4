"""Two people at once: whoever changes a thing says which version they mean (If-Match), and is refused if it is another."""

from typing import Annotated

from fastapi import Depends, Header, Response

from api.errors import ETagMissing, Outdated


def etag(version: int) -> str:
    """As the header writes it."""
    return f'"{version}"'


def tag(response: Response, version: int) -> None:
    """Says which version this is."""
    response.headers["ETag"] = etag(version)


class Expectation:
    """What the asker takes the present version to be."""

    def __init__(self, header: str) -> None:
        self.tags = {part.strip().removeprefix("W/").strip('"') for part in header.split(",")}

    def holds(self, version: int) -> bool:
        """The present version is this one; `*` takes any."""
        return "*" in self.tags or str(version) in self.tags

    def check(self, version: int) -> None:
        """Raises Outdated where the present version is another."""
        if not self.holds(version):
            raise Outdated(
                "OUTDATED",
                zh=f"已有人修改（当前版本{version}），请刷新后重试。",
                en=f"Somebody has changed it (version {version} now); read it again.",
                version=version,
            )


async def _expectation(if_match: Annotated[str | None, Header(max_length=200)] = None) -> Expectation:
    if if_match is None:
        raise ETagMissing(
            "ETAG_MISSING",
            zh="修改时须在If-Match中注明所见版本（ETag）。",
            en="A change must say in If-Match which version (ETag) it is made to.",
        )
    return Expectation(if_match)


IfMatch = Annotated[Expectation, Depends(_expectation)]
