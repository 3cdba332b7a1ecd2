"""What every answer of the API has in common: open, cacheable, and plain about what is wrong."""

import pytest
from django.test import Client

from tests.cast import make_event

URL = "/api/v1/schedule"
EVERYTHING = [
    (f"{URL}?event=vol-7", 200),
    (f"{URL}?event=vol-8", 404),
    (f"{URL}?event=", 422),
    ("/api/v1/events", 200),
    ("/api/v1/events?page=2", 200),
    ("/api/v1/events?page=0", 422),
    ("/api/v1/events/vol-7", 200),
    ("/api/v1/events/vol-8", 404),
    ("/api/v1/events/vol.7", 422),
    ("/api/v1/bands", 200),
    ("/api/v1/bands/nobody", 404),
    ("/api/v1/venues", 200),
    ("/api/v1/venues/nowhere", 404),
    ("/api/v1/openapi.json", 200),
    ("/api/v1/nothing", 404),
    ("/api/v1/", 404),
    ("/api/v2/schedule", 404),
]


@pytest.fixture
def vol_7(crew):
    return make_event(status="published")


@pytest.mark.parametrize(("address", "status"), EVERYTHING)
def test_every_answer_is_json_open_to_all_and_keeps_nothing(vol_7, address, status) -> None:
    answer = Client().get(address, headers={"Origin": "https://evil.example"})

    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.has_header("Access-Control-Allow-Credentials")
    assert answer.get("Vary") == ("Accept-Encoding" if status == 200 else None)
    assert answer["Cache-Control"] == "public, max-age=30"
    assert dict(answer.cookies) == {}
    if status != 200:
        assert sorted(answer.json()) == ["details", "error", "message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [URL, "/api/v1/openapi.json", "/api/v1/nothing"])
def test_only_reading_is_allowed(vol_7, address: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(address)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json() == {
        "error": "Method not allowed",
        "message": "This address is only for reading: use GET.",
        "details": {},
    }


def test_head_and_options_answer(vol_7, client: Client) -> None:
    asked = client.options(URL)

    assert client.head(URL, {"event": "vol-7"}).status_code == 200
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )


def test_a_draft_is_as_unknown_as_a_typing_error(crew, client: Client) -> None:
    make_event("Vol. 8")

    draft, nothing = (client.get(URL, {"event": slug}) for slug in ("vol-8", "v" * 60))

    assert (draft.status_code, nothing.status_code) == (404, 404)
    assert draft.content == nothing.content


def test_another_organizations_event_is_unknown(crew, other_crew, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    crew.host = "testserver"
    crew.save()
    make_event("Theirs", status="published", organization=other_crew)

    ours, theirs = (
        Client(headers={"Host": host}).get(URL, {"event": "theirs"}).status_code
        for host in ("testserver", other_crew.host)
    )

    assert (ours, theirs) == (404, 200)


def test_the_description_names_every_answer(vol_7, client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]

    every = ["events", "events/{slug}", "bands", "bands/{slug}", "venues", "venues/{slug}"]
    assert sorted(described) == sorted([URL, *(f"/api/v1/{path}" for path in every)])
    for said in described.values():
        assert sorted(said["get"]["responses"]) == ["200", "404", "405", "422"]
    assert described[URL]["get"]["parameters"][0]["schema"] == {
        "type": "string",
        "default": "current",
        "minLength": 1,
        "maxLength": 60,
        "pattern": "^[-a-zA-Z0-9_]+$",
        "description": "The event's slug, or “current”: the one that is on, else comes next.",
        "title": "Event",
    }
