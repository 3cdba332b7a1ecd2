"""Two editors at one set: who saves second is shown both versions, and nothing typed is lost."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Role, User
from events import editions, lineup
from events.models import ChangeSet, Performance, Venue
from tests.cast import make_event, make_member, make_performance, make_venue, signed_in
from tests.events.editing import edit_url, in_row, typed


@pytest.fixture
def rills(db: None) -> Performance:
    return make_performance(make_event(), "The Rills", venue="Room 47", start="20:30", end="21:15")


@pytest.fixture
def sam(crew: object) -> User:
    return make_member("Sam", Role.EDITOR, crew)


def test_a_stale_save_changes_nothing_and_shows_both(
    client_of_ed: Client, rills: Performance, sam: User
) -> None:
    data = typed(rills, start="22:00", note="loud")
    lineup.edit(rills, venue=make_venue("Attic"), start=1290, end=1335, by=sam)

    response = client_of_ed.post(edit_url(rills), data, headers=in_row(rills))

    assertContains(response, "<bdi>Sam</bdi> changed this set while you typed.", status_code=409)
    for field, theirs, mine in (
        ("Venue", "Attic", "Room 47"),
        ("Time", "21:30–22:15", "22:00–22:45"),
        ("Note", "–", "loud"),
    ):
        cells = "".join(f"<td><bdi>{said}</bdi></td>" for said in (theirs, mine))
        row = f'<tr><th scope="row">{field}</th>{cells}</tr>'
        assertContains(response, row, status_code=409, html=True)
    assertNotContains(response, '<th scope="row">Band</th>', status_code=409)
    rills.refresh_from_db()
    assert (rills.start, rills.note, rills.version) == (1290, "", 2)


def test_keeping_mine_keeps_theirs_where_i_typed_nothing(
    client_of_ed: Client, rills: Performance, sam: User
) -> None:
    data = typed(rills, start="22:00")
    lineup.edit(rills, venue=make_venue("Attic"), start=1290, end=1335, by=sam)
    asked = client_of_ed.post(edit_url(rills), data, headers=in_row(rills))

    form = asked.context["form"]
    response = client_of_ed.post(edit_url(rills), form.data, headers=in_row(rills))

    assert response.status_code == 200
    rills.refresh_from_db()
    assert (rills.start, rills.end, rills.version) == (1320, 1365, 3)
    assert rills.venue == Venue.objects.get(name="Attic")


def test_a_stale_save_is_asked_about_without_scripts_too(
    client_of_ed: Client, rills: Performance, sam: User
) -> None:
    data = typed(rills, note="mine")
    lineup.edit(rills, note="theirs", by=sam)

    response = client_of_ed.post(edit_url(rills), data)

    assertContains(response, "Keep mine", status_code=409)
    assertContains(response, 'value="mine"', status_code=409)
    assertContains(response, '<input type="hidden" name="version" value="2">', status_code=409)


def test_it_says_who_changed_it_even_if_it_was_me(
    client_of_ed: Client, ed: User, rills: Performance
) -> None:
    data = typed(rills, note="here")
    lineup.edit(rills, note="there", by=ed)

    response = client_of_ed.post(edit_url(rills), data)

    assertContains(response, "<bdi>You</bdi> changed this set elsewhere", status_code=409)


def test_a_set_removed_meanwhile_is_said_and_the_typing_kept(
    client_of_ed: Client, rills: Performance, sam: User
) -> None:
    data = typed(rills, note="mine")
    lineup.remove([rills], by=sam)

    response = client_of_ed.post(edit_url(rills), data, headers=in_row(rills))

    assertContains(response, "<bdi>Sam</bdi> removed this set while you typed.", status_code=409)
    assertContains(response, 'value="mine"', status_code=409)
    assertNotContains(response, "Keep mine", status_code=409)


@pytest.mark.parametrize("version", ["", "0", "99", "x", "-1", "9" * 30])
def test_a_version_that_nobody_can_have_seen_is_stale(
    client_of_ed: Client, rills: Performance, version: str
) -> None:
    response = client_of_ed.post(edit_url(rills), typed(rills, note="mine", version=version))

    assert response.status_code in (409, 422)
    assert not ChangeSet.objects.exists()


def test_two_people_who_type_the_same_are_not_asked(
    crew: object, rills: Performance, sam: User
) -> None:
    mira, data = signed_in(make_member("Mira", Role.EDITOR, crew)), typed(rills, note="loud")
    signed_in(sam).post(edit_url(rills), data)

    response = mira.post(edit_url(rills), data, headers=in_row(rills))

    assertContains(response, "It was so already.")
    assertContains(response, f'<li id="set-{rills.public_id}"')
    assert ChangeSet.objects.count() == 1


def test_who_typed_nothing_is_shown_theirs(
    client_of_ed: Client, rills: Performance, sam: User
) -> None:
    data = typed(rills)
    lineup.edit(rills, note="theirs", by=sam)

    response = client_of_ed.post(edit_url(rills), data | {"since": 0}, headers=in_row(rills))

    assertContains(response, "theirs")
    assertContains(response, f'<li id="set-{rills.public_id}"')


def test_publishing_meanwhile_asks_nobody(
    client_of_ed: Client, rills: Performance, sam: User
) -> None:
    data = typed(rills, note="loud")
    editions.publish(rills.event, by=sam)
    rills.refresh_from_db()
    assert rills.version == 2

    response = client_of_ed.post(edit_url(rills), data, headers=in_row(rills))

    assert response.status_code == 200
    rills.refresh_from_db()
    assert (rills.note, rills.version) == ("loud", 3)


@pytest.mark.parametrize("version", ["", "0", "7", "x"])
def test_a_version_that_nobody_saw_saves_nothing(
    client_of_ed: Client, rills: Performance, version: str
) -> None:
    data = typed(rills, note="loud", version=version)

    assert client_of_ed.post(edit_url(rills), data).status_code in {409, 422}
    rills.refresh_from_db()
    assert (rills.note, rills.version) == ("", 1)
