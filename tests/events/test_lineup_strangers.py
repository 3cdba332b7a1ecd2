"""Sets, events and people that do not belong: nothing is told of them, nothing is done to them."""

import pytest
from django.test import Client

from accounts.models import Organization, Role
from events.models import ChangeSet, Performance
from tests.cast import make_event, make_member, make_performance, signed_in
from tests.events.editing import HTMX, PAGE, in_row, typed

ADDRESSES = ["", "changes/", "add/", "names/?band=x"]


@pytest.fixture
def ours(db: None) -> Performance:
    return make_performance(make_event(), "The Rills", start="20:30")


def test_a_set_of_another_event_is_not_of_this_one(client_of_ed: Client, ours: Performance) -> None:
    other = make_performance(make_event("Vol. 8"), "Ø")
    address = f"{PAGE}{other.public_id}/"

    assert client_of_ed.get(address).status_code == 404
    assert client_of_ed.get(f"{address}edit/").status_code == 404
    assert client_of_ed.post(f"{address}edit/", typed(other, note="x")).status_code == 404
    assert not ChangeSet.objects.exists()


def test_a_lineup_of_another_organization_does_not_exist(
    client_of_ed: Client, ours: Performance, crew: Organization, other_crew: Organization, settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    crew.host = "testserver"
    crew.save()
    theirs = make_performance(make_event("Secret", organization=other_crew), "Hidden")
    eve = signed_in(make_member("Eve", Role.ADMIN, other_crew))
    page = "/manage/events/secret/lineup/"

    for address in [*ADDRESSES, f"{theirs.public_id}/edit/"]:
        assert client_of_ed.get(page + address).status_code == 404
        assert eve.get(PAGE + address).status_code == 404
    data = typed(ours, band="Hidden", note="x")
    assert eve.post(f"{PAGE}{ours.public_id}/edit/", data).status_code == 404
    client_of_ed.post(f"{PAGE}{ours.public_id}/edit/", data)
    ours.refresh_from_db()
    assert (ours.band.name, ours.band.organization) == ("Hidden", crew)


def test_who_is_signed_out_is_led_to_the_login(ours: Performance) -> None:
    for address in [*ADDRESSES, f"{ours.public_id}/edit/"]:
        assert Client().get(PAGE + address).status_code == 302
        assert Client().get(PAGE + address, headers=HTMX).status_code == 401


def test_a_form_without_its_token_changes_nothing(ours: Performance, ed: object) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ed)

    response = client.post(f"{PAGE}{ours.public_id}/edit/", typed(ours, note="x"))

    assert response.status_code == 403
    assert not ChangeSet.objects.exists()


@pytest.mark.parametrize("address", ["", "changes/", "names/"])
def test_what_is_only_looked_at_takes_no_form(
    client_of_ed: Client, ours: Performance, address: str
) -> None:
    assert client_of_ed.post(PAGE + address).status_code == 405


HOSTILE = ["<script>alert(1)</script>", "مهرجان", "Zalgo ä̈", "🎸🎸", "=cmd()", "'; DROP TABLE"]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_shown_as_typed_and_escaped(
    client_of_ed: Client, ours: Performance, name: str
) -> None:
    address = f"{PAGE}{ours.public_id}/edit/"
    data = typed(ours, band=name, venue=name, note=name, since=0)

    answer = client_of_ed.post(address, data, headers=in_row(ours))
    answers = [
        answer,
        client_of_ed.get(PAGE),
        client_of_ed.get(address),
        client_of_ed.get(f"{PAGE}add/", {"line": f'"{name}"'}),
        client_of_ed.get(PAGE, {"q": name, "show": name, "by": name}),
    ]

    assert [one.status_code for one in answers] == [200] * 5
    assert all("<script>alert" not in one.content.decode() for one in answers)
    ours.refresh_from_db()
    assert (ours.band.name, str(ours.venue), ours.note) == (name, name, name)
