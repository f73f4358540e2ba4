"""A desk with a roster on it."""

import pytest
from fastapi.testclient import TestClient

from tests.api.rosters.desk import Desk


@pytest.fixture
def desk(pilots: TestClient) -> Desk:
    """The four pilots' week as a coordinator has written it by hand."""
    return Desk(pilots)
