"""The first steps of an organization: derived from what is there, gone when done."""

from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Organization, Role
from events import editions, first_steps, overview
from tests.cast import make_event, make_member, make_performance

HOME = "/manage/"
ADD, IMPORT = "/manage/events/new/", "/manage/events/vol-7/import/"
PUBLISH = "/manage/events/vol-7/publish/"
INVITE, SETTINGS = "/manage/members/invite/", "/manage/settings/"


def left(crew: Organization, role: Role = Role.ADMIN) -> list[str]:
    """Return where the steps lead that are not done yet."""
    steps = first_steps.of(crew, overview.of(crew), role)
    return [step.address for step in steps if not step.is_done]


def test_each_step_goes_when_its_outcome_is_there(crew: Organization) -> None:
    assert left(crew) == [ADD, ADD, ADD, INVITE, SETTINGS]

    event = make_event()
    assert left(crew) == [IMPORT, PUBLISH, INVITE, SETTINGS]
    row = make_performance(event)
    assert left(crew) == [PUBLISH, INVITE, SETTINGS]
    editions.publish(event, by=None)
    assert left(crew) == [INVITE, SETTINGS]
    for name in ("Ada", "Ed"):
        make_member(name, Role.EDITOR, crew)
    assert left(crew) == [SETTINGS]
    Organization.objects.update(postal_address="47 King St\nWaterloo")
    crew.refresh_from_db()
    assert first_steps.of(crew, overview.of(crew), Role.ADMIN) == []

    row.delete()
    assert left(crew) == [IMPORT]


def test_an_editor_has_only_steps_that_lead_somewhere(crew: Organization) -> None:
    assert left(crew, Role.EDITOR) == [ADD, ADD, ADD]

    editions.publish(make_performance(make_event()).event, by=None)
    assert left(crew, Role.EDITOR) == []


def test_every_step_can_be_taken(client_of_ada: Client, crew: Organization) -> None:
    make_event()

    for address in [ADD, IMPORT, PUBLISH, INVITE, SETTINGS]:
        assertContains(client_of_ada.get(HOME), f'href="{address}"')
        assert client_of_ada.get(address).status_code == 200


def test_another_organization_counts_for_nothing(crew: Organization, other_crew) -> None:
    make_performance(make_event(organization=other_crew, status="published"))
    for name in ("Eve", "Mallory"):
        make_member(name, Role.ADMIN, other_crew)

    assert left(crew) == [ADD, ADD, ADD, INVITE, SETTINGS]


def test_a_viewer_has_no_steps(client_of_vic: Client, client_of_ed: Client, crew) -> None:
    assertNotContains(client_of_vic.get(HOME), "Paste its lineup")
    assertContains(client_of_ed.get(HOME), "Paste its lineup")
