"""Staff find the rows of their own organizations at the desk, and no others."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Membership, Organization, Role, User
from events import lineup
from events.models import ChangeSet, Performance
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.desk import add, address, errors, list_of, press, save

# A text field of each kind of row.
NAMES = ["name", "note", "name", "name", "label"]


@pytest.fixture
def theirs(other_crew: Organization) -> list:
    """One row of each kind that belongs to somebody else."""
    event = make_event("ZQX7 event", organization=other_crew)
    row = make_performance(event, "ZQX7 band", venue="ZQX7 venue")
    written = lineup.edit(row, by=None, note="ZQX7 note")
    return [event, row, row.venue, row.band, written]


@pytest.mark.parametrize("number", range(5))
def test_rows_of_others_do_not_exist(desk_of_ed: Client, theirs: list, number: int) -> None:
    row = theirs[number]
    listed = desk_of_ed.get(list_of(type(row)))
    opened = desk_of_ed.get(address(row), follow=True)
    searched = desk_of_ed.get(list_of(type(row)), {"q": "ZQX7"})

    assert listed.context["cl"].result_count == searched.context["cl"].result_count == 0
    assertNotContains(listed, "ZQX7")
    assert opened.redirect_chain == [("/admin/", 302)]
    assertNotContains(opened, "ZQX7")
    # Nobody changes the ledger; of the rest there is no such row.
    assert desk_of_ed.post(address(row), {"name": "Mine now"}).status_code == (
        403 if isinstance(row, ChangeSet) else 302
    )
    assert not type(row).objects.filter(pk=row.pk, **{NAMES[number]: "Mine now"}).exists()


def test_superusers_find_everything(client_of_staff: Client, theirs: list) -> None:
    for row in theirs:
        assert client_of_staff.get(address(row)).status_code == 200
        assertContains(client_of_staff.get(list_of(type(row))), "ZQX7")


@pytest.mark.parametrize("field", ["event", "band", "venue"])
def test_autocomplete_offers_ones_own(desk_of_ed: Client, theirs: list, field: str) -> None:
    make_performance(make_event("ZQX7 ours"), "ZQX7 ours", venue="ZQX7 ours")

    found = desk_of_ed.get(
        "/admin/autocomplete/",
        {"app_label": "events", "model_name": "performance", "field_name": field, "term": "ZQX7"},
    ).json()

    assert [row["text"] for row in found["results"]] == ["ZQX7 ours"]


@pytest.mark.parametrize("number", [0, 2, 3])
def test_choosing_what_belongs_to_others_is_refused(
    desk_of_ed: Client, theirs: list, number: int
) -> None:
    typed = {"event": make_event(), "band": make_band(), "venue": make_venue()}
    name = ["event", "", "venue", "band"][number]
    typed |= {name: theirs[number]}

    response = add(
        desk_of_ed, Performance, **{key: row.pk for key, row in typed.items()}, start="20:30"
    )

    assert (response.status_code, errors(response)) == (
        422,
        {name: [f"There is no such {name} here."]},
    )
    assert Performance.objects.exclude(pk=theirs[1].pk).count() == 0


@pytest.mark.parametrize("name", ["band", "venue"])
def test_mixing_organizations_is_refused_to_superusers_too(
    client_of_staff: Client, theirs: list, name: str
) -> None:
    row = make_performance(make_event(), "The Rills", venue="Room 47")

    response = save(client_of_staff, row, **{name: theirs[3 if name == "band" else 2].pk})

    assert (response.status_code, errors(response)) == (
        422,
        {name: [f"There is no such {name} here."]},
    )


def test_a_role_counts_in_its_own_organization(
    desk_of_ed: Client, other_crew: Organization, theirs: list
) -> None:
    ed = User.objects.get(name="Ed")
    Membership.objects.create(user=ed, organization=other_crew, role=Role.VIEWER)

    assert desk_of_ed.get(address(theirs[0])).status_code == 200
    assert desk_of_ed.post(address(theirs[0]), {"name": "Mine"}).status_code == 403
    assert press(desk_of_ed, "publish", theirs[0]).status_code == 403
    assert press(desk_of_ed, "announce", theirs[1]).status_code == 403
    assert press(desk_of_ed, "undo", theirs[4]).status_code == 403
