"""A coordinator who asks for jobs, and a worker in the same process."""

import pytest
from fastapi.testclient import TestClient

from tests.api.jobs.office import Office


@pytest.fixture
def office(pilots: TestClient) -> Office:
    """An empty draft of the four pilots' week."""
    return Office(pilots)
