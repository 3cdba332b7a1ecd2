"""The drills' organizer before a server that acts, and dies before it has said so."""

import itertools
import urllib.request
from http.client import HTTPResponse
from urllib.request import Request

import pytest

from events.models import ChangeSet, Performance
from tests.cast import make_event, make_performance
from tests.faults.organizer import Organizer

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.once]


class Deaf(urllib.request.BaseHandler):
    """Loses one answer, counted from the last `begin`, before the browser has it."""

    handler_order = 100

    def __init__(self, lost: int) -> None:
        self.lost = lost
        self.begin()

    def begin(self) -> None:
        self.answers = itertools.count()

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        if next(self.answers) == self.lost:
            response.close()
            raise ConnectionResetError
        return response


@pytest.mark.parametrize("lost", range(6))
def test_what_an_organizer_asks_for_twice_is_done_once(live_server, ed, lost):
    make_performance(make_event(), "The Rills", start="18:00")
    organizer, deaf = Organizer(live_server.thread.port), Deaf(lost)
    organizer.browser.opener.add_handler(deaf)

    def move() -> None:
        organizer.start("The Rills", "18:30")

    acts = organizer.sign_in, organizer.publish, move, organizer.undo
    for act in acts:
        deaf.begin()
        act()

    assert Performance.objects.get().start == 18 * 60
    assert [one.label for one in ChangeSet.objects.order_by("pk")] == [
        "Published",
        "Moved The Rills to 18:30",
        "Undid: Moved The Rills to 18:30",
    ]
