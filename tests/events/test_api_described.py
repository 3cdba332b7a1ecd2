"""The API does what its OpenAPI document says, for requests that nobody thought of."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.http import JsonResponse
from hypothesis import given
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import BaseSchema

from tests.cast import make_event, make_performance

pytestmark = pytest.mark.once

# Plain bytes: what stands between it and the site unpacks none.
HEADERS = {"Host": "testserver", "Accept-Encoding": "identity"}
URL = "/api/v1/openapi.json"
KINDS = ["events", "bands", "venues"]
PATHS = [
    "/api/v1/schedule",
    *(f"/api/v1/{kind}" for kind in KINDS),
    *(f"/api/v1/{kind}/{{slug}}" for kind in KINDS),
]


@pytest.fixture
def application(crew) -> Iterator[WSGIHandler]:
    """The site itself, in the test's own transaction, which the end of a request would close."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def described(application) -> BaseSchema:
    for name, status in (("Vol. 7", "published"), ("Vol. 6", "archived"), ("Draft", "draft")):
        event = make_event(name, status=status, doors={"1": 1140})
        make_performance(event, "Owls", venue="Den", start="0:25", end="1:00")
        make_performance(event, "Rills", venue=None, start="")
    return schemathesis.openapi.from_wsgi(URL, application, headers=HEADERS)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(described, path: str, mode: GenerationMode) -> None:
    operation = described[path]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Case) -> None:
        case.call_and_validate(headers=HEADERS)

    check()


def test_no_address_is_left_out(described) -> None:
    assert sorted(described) == sorted(PATHS)


def test_an_answer_that_is_not_as_described_is_found(described, monkeypatch) -> None:
    monkeypatch.setattr("settimes.open_api._answer", lambda *_: JsonResponse({"items": 7}))
    case = described["/api/v1/events"]["GET"].Case()

    with pytest.raises(FailureGroup):
        case.call_and_validate(headers=HEADERS)
