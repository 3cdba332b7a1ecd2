"""What is known of somebody, as a file for themselves."""

import json

from django.test import Client

from accounts import audit
from accounts.models import AuthEvent, Deed, User
from events import lineup
from tests.accounts.resetting import signs_in
from tests.cast import make_event, make_performance, signed_in

PAGE = "/accounts/data/"


def test_the_file_has_what_is_known(ada: User, ed: User, crew) -> None:
    event = make_event("Vol. 7")
    row = make_performance(event, "The Rills")
    lineup.edit(row, note="Loud", by=ed)
    lineup.edit(make_performance(event, "Salt Cellar"), note="Quiet", by=ada)
    signs_in(ed.email, "wrong", "192.0.2.7")
    client = signed_in(ed)

    answer = client.post(PAGE)

    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith('attachment; filename="settimes-account-')
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    facts = json.loads(answer.content)
    assert facts["account"]["email"] == ed.email
    assert [one["organization__name"] for one in facts["memberships"]] == [crew.name]
    assert len(facts["sessions"]) == 1
    assert [(one["event__name"], one["organization__name"]) for one in facts["changes"]] == [
        ("Vol. 7", crew.name)
    ]
    failed, exported = facts["security_log"]
    assert (failed["what"], failed["by"], failed["address"]) == (
        "Sign-in failed",
        "nobody signed in",
        "192.0.2.7",
    )
    assert (exported["what"], exported["by"]) == ("Exported", "you")
    assert AuthEvent.objects.get(what=Deed.EXPORTED).by == ed


def test_it_has_nothing_of_others_and_no_secret(ada: User, ed: User) -> None:
    client_of_ada, client = signed_in(ada), signed_in(ed)
    request = client_of_ada.get("/manage/audit/").wsgi_request
    audit.record(Deed.ROLE_CHANGED, request=request, about=ed, detail="viewer to editor")

    text = client.post(PAGE).content.decode()

    (entry, _) = json.loads(text)["security_log"]
    assert (entry["by"], entry["address"], entry["detail"]) == (
        "somebody else",
        None,
        "viewer to editor",
    )
    ed.refresh_from_db()
    held = [ada.email, "Ada", ed.password, client.cookies["sessionid"].value]
    assert [secret in text for secret in held] == [False] * 4


def test_a_link_downloads_nothing(client_of_ed: Client) -> None:
    assert client_of_ed.get(PAGE).status_code == 405
    assert Client().post(PAGE).status_code == 302
    assert AuthEvent.objects.count() == 0
