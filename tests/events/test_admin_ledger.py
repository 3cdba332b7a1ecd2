"""Whatever the desk does to an event or a set leaves its trace in the ledger."""

import ast
from pathlib import Path

import pytest
from django.contrib import admin
from django.test import Client

from events import lineup
from events.models import Change, ChangeSet, Event, Performance
from tests.cast import make_band, make_event, make_performance
from tests.desk import add, confirm, list_of, press, save, values

WRITERS = {"save", "update", "delete", "create", "bulk_create", "bulk_update", "get_or_create"}
# Verbs of that name: `event_form.save` and `profiles.save` call others in turn.
VERBS = {"event_form.save", "event_form.create", "editions.create", "profiles.save"}
ACTIONS = [
    *((Event, name) for name in ("publish", "unpublish", "archive", "unarchive")),
    *((Performance, name) for name in ("announce", "unannounce", "cancel", "restore", "remove")),
    (ChangeSet, "undo"),
]


def state() -> dict[str, object]:
    """Everything of events and sets but what only counts and dates."""
    counting = {"updated", "version", "revision"}
    return {
        f"{row._meta.label} {row.pk}": {k: v for k, v in values(row).items() if k not in counting}
        for model in (Event, Performance)
        for row in model.objects.all()
    }


def test_every_action_of_the_desk_is_tried_here() -> None:
    site = admin.site
    offered = {
        (model, name)
        for model in (Event, Performance, ChangeSet)
        for name in site.get_model_admin(model).actions
    }

    assert offered == set(ACTIONS)


@pytest.mark.parametrize("status", ["draft", "published"])
@pytest.mark.parametrize(("model", "action"), ACTIONS)
def test_an_action_changes_nothing_without_a_trace(
    client_of_staff: Client, model: type, action: str, status: str
) -> None:
    event = make_event(status=status)
    row, other = make_performance(event), make_performance(event, "Ø", cancelled_at=event.created)
    lineup.announce([other], by=None)
    before, count = state(), ChangeSet.objects.count()

    asked = press(client_of_staff, action, *model.objects.all())
    if asked.status_code == 200:
        confirm(client_of_staff, asked)

    assert (state() != before) == (ChangeSet.objects.count() > count)
    assert traced(count) == touched(before)
    assert Performance.objects.filter(pk__in=[row.pk, other.pk]).count() == 2


def touched(before: dict[str, object]) -> set[str]:
    after = state()
    return {name for name in after if after[name] != before.get(name)}


def traced(count: int) -> set[str]:
    """Return the rows that the newest acts, all but the first `count`, say they have touched."""
    newest = ChangeSet.objects.order_by("pk")[count:]
    return {
        f"events.{change.get_kind_display()} {change.target_id}"
        for change in Change.objects.filter(change_set__in=list(newest))
    }


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Event, {"name": "Vol. 8", "first_day": "2026-10-09", "last_day": "", "doors": "19:00"}),
        (Event, {"called_off": "postponed", "reveal_mode": "on", "day_turn": "7:00"}),
        (Performance, {"start": "21:00", "note": "Back from tour"}),
        (Performance, {}),
    ],
)
def test_a_form_changes_nothing_without_a_trace(
    client_of_staff: Client, model: type, typed: dict[str, str]
) -> None:
    make_performance(make_event(), "The Rills")
    before = state()

    assert save(client_of_staff, model.objects.get(), **typed).status_code == 302

    assert traced(0) == touched(before)
    assert bool(touched(before)) == bool(typed)


def test_what_is_made_at_the_desk_begins_with_a_trace(client_of_staff: Client) -> None:
    add(client_of_staff, Event, name="Vol. 8", first_day="2026-10-10")
    add(client_of_staff, Performance, event=Event.objects.get().pk, band=make_band().pk)

    assert traced(0) == set(state())
    assert len(state()) == 2


def test_a_list_edits_nothing(client_of_staff: Client) -> None:
    for model in (Event, Performance, ChangeSet):
        assert tuple(admin.site.get_model_admin(model).list_editable) == ()
        assert client_of_staff.post(list_of(model), {"_save": "Save"}).status_code == 200


def writes(source: str) -> list[str]:
    """Find calls that write rows without a verb."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = [ast.unparse(call) for call in calls if getattr(call, "attr", "") in WRITERS]
    return [call for call in found if call not in VERBS and not call.startswith("typed.")]


@pytest.mark.parametrize("path", sorted(Path("events/admin").glob("*.py")), ids=str)
def test_the_desk_writes_by_verbs_only(path: Path) -> None:
    assert writes(path.read_text()) == []


def test_a_write_by_hand_is_found() -> None:
    assert writes("row.save(); editions.create(row); Event.objects.update(x=1)") == [
        "row.save",
        "Event.objects.update",
    ]
