"""What the API cannot use is refused in words, and what breaks is said without telling why."""

import pytest
from django.test import Client

from tests.cast import make_event

URL = "/api/v1/schedule"


@pytest.fixture
def vol_7(crew):
    return make_event(status="published")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "Leave it out or give it a value."),
        ("v" * 61, "It has at most 60 characters."),
        (" ", "It has only letters without accents, digits, “-” and “_”."),
        ("vol\x00", "It has only letters without accents, digits, “-” and “_”."),
        ("vol-7\n", "It has only letters without accents, digits, “-” and “_”."),
        ("vol_é", "It has only letters without accents, digits, “-” and “_”."),
        ("' OR 1=1 --", "It has only letters without accents, digits, “-” and “_”."),
    ],
)
def test_a_value_that_cannot_be_one_is_refused_in_words(vol_7, client, value, reason) -> None:
    answer = client.get(URL, {"event": value})

    assert answer.status_code == 422
    assert answer.json() == {
        "error": "Validation error",
        "message": f"The value of “event” cannot be used. {reason}",
        "details": {"field": "event", "reason": reason},
    }


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("0", "It is at least 1."),
        ("-1", "It is at least 1."),
        ("10001", "It is at most 10000."),
        ("9" * 5000, "It is a whole number."),
        ("1.5", "It is a whole number."),
        ("abc", "It is a whole number."),
        ("", "It is a whole number."),
    ],
)
@pytest.mark.parametrize("address", ["/api/v1/events", "/api/v1/bands", "/api/v1/venues"])
def test_a_page_that_cannot_be_one_is_refused_in_words(crew, client, address, value, reason):
    answer = client.get(address, {"page": value})

    assert answer.status_code == 422
    assert answer.json()["details"] == {"field": "page", "reason": reason}


@pytest.mark.parametrize(
    "query", ["page=1&page=2&x[]=%00%ff", "event=%F0%9F%92%A5&debug=1", "a" * 6000, "&&==&;"]
)
def test_what_nobody_asked_for_changes_nothing(vol_7, client: Client, query: str) -> None:
    plain, odd = client.get("/api/v1/bands"), client.get(f"/api/v1/bands?{query}")

    assert (odd.status_code, odd.content) == (200, plain.content)


def test_what_breaks_is_said_without_telling_why(vol_7, client: Client, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM somewhere")

    monkeypatch.setattr("events.api.schedule.of", broken)
    answer = client.get(URL, {"event": "vol-7"}, headers={"X-Request-ID": "abcdefgh"})

    assert answer.status_code == 500
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json() == {
        "error": "Server error",
        "message": "Something broke here.",
        "details": {"request_id": "abcdefgh"},
    }
