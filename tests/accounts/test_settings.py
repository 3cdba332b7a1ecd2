"""The settings of an organization: what its admins change, and what that does."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts import house
from accounts.models import AuthEvent, Deed, Organization
from settimes.pages import tokens

PAGE = "/manage/settings/"


def typed(organization: Organization, **other: object) -> dict[str, object]:
    organization.refresh_from_db()
    there = {name: value or "#ffd21f" if "colour" in name else value
             for name, value in house.values_of(organization).items()}  # fmt: skip
    return {**there, "seen": house.mark(organization), **other}


def told() -> list[str]:
    rows = AuthEvent.objects.filter(what=Deed.SETTINGS_CHANGED).order_by("pk")
    return list(rows.values_list("detail", flat=True))


def test_they_are_for_admins(client_of_ada: Client, client_of_ed: Client, client: Client) -> None:
    assert client_of_ada.get(PAGE).status_code == 200
    assert client_of_ed.get(PAGE).status_code == 403
    assert client_of_ed.post(PAGE, {"name": "x"}).status_code == 403
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


def test_what_is_saved_is_written_down_with_what_it_was(
    client_of_ada: Client, crew: Organization
) -> None:
    before = crew.name
    sent = typed(
        crew,
        name="  Lamp \u2028 Crew ",
        sender_name="The door",
        reply_to="crew@example.org",
        postal_address="14 Lock Street\r\nPeterborough",
        timezone="Europe/Paris",
        clock="12",
        day_turn="300",
        colour_dark="#C9EC4B",
    )

    answer = client_of_ada.post(PAGE, sent)

    crew.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert house.values_of(crew) == {
        "name": "Lamp Crew", "sender_name": "The door", "reply_to": "crew@example.org",
        "postal_address": "14 Lock Street\nPeterborough", "timezone": "Europe/Paris", "clock": 12,
        "day_turn": 300, "editors_prove": False, "colour_light": "", "colour_dark": "#c9ec4b",
    }  # fmt: skip
    assert told() == [
        f"Name: {before} → Lamp Crew",
        "Sender of mails: empty → The door",
        "Answers go to: empty → crew@example.org",
        "Postal address: empty → 14 Lock Street\\nPeterborough",
        "Time zone: America/Toronto → Europe/Paris",
        "Clock: 20:15 → 8:15 pm",
        "Days begin at: 06:00 → 05:00",
        "Colour on dark: empty → #c9ec4b",
    ]


def test_public_pages_are_made_anew_where_something_changed(
    client_of_ada: Client, crew: Organization, django_capture_on_commit_callbacks
) -> None:
    def after(**other: object) -> str | None:
        with django_capture_on_commit_callbacks(execute=True):
            client_of_ada.post(PAGE, typed(crew, **other))
        tokens.note(str(crew.pk))
        return tokens._Known.tokens[str(crew.pk)]

    first, same, next_one = after(name="One"), after(), after(name="Two")

    assert first == same
    assert first != next_one
    assert len(told()) == 2


def test_two_admins_do_not_undo_each_other(
    client_of_ada: Client, client_of_staff: Client, crew: Organization
) -> None:
    mine = typed(crew, name="Mine", sender_name="Mine too")
    client_of_staff.post(PAGE, typed(crew, name="Theirs"))

    answer = client_of_ada.post(PAGE, mine)

    crew.refresh_from_db()
    assert (answer.status_code, crew.name) == (409, "Theirs")
    assertContains(answer, "staff@example.org changed these settings while", status_code=409)
    assertContains(answer, "Now: Theirs", status_code=409)
    assertContains(answer, 'value="Mine"', status_code=409)
    again = {**mine, "seen": re.search(r'name="seen" value="(.*?)"', answer.text)[1]}
    assert client_of_ada.post(PAGE, again).status_code == 302
    crew.refresh_from_db()
    assert (crew.name, crew.sender_name) == ("Mine", "Mine too")


def test_the_last_save_is_undone_and_redone(client_of_ada: Client, crew: Organization) -> None:
    before = crew.name
    client_of_ada.post(PAGE, typed(crew, name="Another"))
    assertContains(client_of_ada.get(PAGE), "Saved: Name.")

    names = []
    for said in ("Undid: Name.", "Saved: Name."):
        client_of_ada.post(f"{PAGE}undo/")
        assertContains(client_of_ada.get(PAGE), said)
        crew.refresh_from_db()
        names.append(crew.name)

    assert names == [before, "Another"]
    assert len(told()) == 3


def test_an_undo_leaves_what_somebody_saved_since(
    client_of_ada: Client, client_of_staff: Client, crew: Organization
) -> None:
    client_of_ada.post(PAGE, typed(crew, name="Mine"))
    client_of_staff.post(PAGE, typed(crew, name="Theirs"))

    client_of_ada.post(f"{PAGE}undo/")
    client_of_ada.post(f"{PAGE}undo/")

    crew.refresh_from_db()
    assert crew.name == "Theirs"
    page = client_of_ada.get(PAGE)
    assertContains(page, "Not undone: staff@example.org changed these settings since.")
    assertContains(page, "There is nothing to undo.")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Type what your crew is called."),
        ("name", "x" * 101, "at most 100 characters"),
        ("name", "a\x00b", "control character"),
        ("name", "a\x1bb", "control character"),
        ("sender_name", "a\x07", "control character"),
        ("reply_to", "nobody", "Type a whole e-mail address"),
        ("reply_to", "a@x.org\r\nBcc: b@y.org", "Type a whole e-mail address"),
        ("reply_to", '"a b"@x.org', "Type a whole e-mail address"),
        ("postal_address", "x" * 501, "at most 500 characters"),
        ("timezone", "Mars/Base", "Choose one of the list."),
        ("clock", "13", "Choose one of the list."),
        ("day_turn", "1000", "Choose one of the list."),
        ("colour_light", "yellow", "Choose a colour like #ffd21f."),
        ("colour_light", "#12345", "Choose a colour like #ffd21f."),
        ("colour_dark", "#b01e0a", "Words on #b01e0a reach"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_kept(
    client_of_ada: Client, crew: Organization, field: str, value: str, said: str
) -> None:
    before = house.values_of(crew)

    answer = client_of_ada.post(PAGE, typed(crew, **{field: value}))

    crew.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assertContains(answer, said, status_code=422)
    assert answer.context["form"][field].value() == value
    assert house.values_of(crew) == before
    assert told() == []


def test_a_missing_postal_address_is_told(client_of_ada: Client, crew: Organization) -> None:
    assertContains(client_of_ada.get(PAGE), "There is no postal address.")

    client_of_ada.post(PAGE, typed(crew, postal_address="14 Lock Street"))

    assertNotContains(client_of_ada.get(PAGE), "There is no postal address.")


def test_what_the_page_takes_is_all_it_takes(client_of_ada: Client, crew: Organization) -> None:
    client_of_ada.post(
        PAGE, typed(crew, name="New", slug="taken", host="evil.example.org", id="99", pk="99")
    )

    fresh = Organization.objects.get()
    assert (fresh.pk, fresh.slug, fresh.host, fresh.name) == (crew.pk, crew.slug, "", "New")
