"""Messages travel with an htmx answer into the region that is read out."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.test import RequestFactory

from settimes.middleware import htmx_messages

pytestmark = pytest.mark.once
MOVED = b'<p class="notice inverse">Moved.</p>'


def answer(response: HttpResponse, *, htmx: bool = True, said: bool = True) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    request.htmx = htmx
    if said:
        messages.success(request, "Moved.")
    htmx_messages(lambda _: response)(request)
    return request


def test_a_fragment_brings_its_messages_along(db: None) -> None:
    response = HttpResponse("<p>Row</p>")

    request = answer(response)

    assert response.content.startswith(b'<p>Row</p><div hx-swap-oob="innerHTML:#messages">')
    assert MOVED in response.content
    assert request._messages.used


@pytest.mark.parametrize(
    ("response", "htmx", "said"),
    [
        (HttpResponse("<p>Row</p>"), False, True),
        (HttpResponse("<p>Row</p>"), True, False),
        (HttpResponseRedirect("/"), True, True),
        (HttpResponse(status=204), True, True),
        (JsonResponse({}), True, True),
    ],
    ids=["no htmx", "nothing said", "redirect", "nothing to swap", "no page"],
)
def test_other_answers_stay_as_they_are(response, *, htmx: bool, said: bool, db: None) -> None:
    before = response.content

    request = answer(response, htmx=htmx, said=said)

    assert response.content == before
    assert not request._messages.used
