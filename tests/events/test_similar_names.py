"""The question “is it this one?” when a typed name looks like one that is known."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from bands.models import Band
from events.models import Event
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.events.editing import HTMX, PAGE, edit_url, typed, understood

ADD = f"{PAGE}add/"


@pytest.fixture
def event(db: None) -> Event:
    return make_event()


def bands_in(event: Event) -> list[str]:
    return [row.band.name for row in event.performances.select_related("band").order_by("pk")]


def test_a_similar_band_is_named_with_where_it_played(client_of_ed: Client, event: Event) -> None:
    for number in (4, 5):
        past = make_event(f"Vol. {number}", first_day=SATURDAY - timedelta(days=300 - number))
        make_performance(past, "The Harpoonist")

    response = client_of_ed.get(ADD, {"line": "Harpoonist"}, headers=HTMX)

    assertContains(response, "Use <b><bdi>The Harpoonist</bdi></b>")
    assertContains(response, "played Vol. 5, Vol. 4")
    assertContains(response, "Create a different band")


def test_but_for_an_article_it_is_the_known_one_as_shown(
    client_of_ed: Client, event: Event
) -> None:
    make_band("The Harpoonist")

    client_of_ed.post(ADD, understood(client_of_ed, "Harpoonist"))

    assert bands_in(event) == ["The Harpoonist"]


def test_one_that_only_looks_alike_is_asked_about(client_of_ed: Client, event: Event) -> None:
    known = make_band("Mister Elbow")
    line = understood(client_of_ed, "Mister Elbo")

    asked = client_of_ed.post(ADD, line)
    assert bands_in(event) == []
    client_of_ed.post(ADD, line | {"band_is": known.slug})
    client_of_ed.post(ADD, line | {"band_is": "NEW"})

    assertContains(asked, "Which one is it?", status_code=422)
    assertContains(asked, 'value="Mister Elbo"', status_code=422)
    assert bands_in(event) == ["Mister Elbow", "Mister Elbo"]


def test_a_different_band_of_the_same_name_needs_what_tells_it_apart(
    client_of_ed: Client, event: Event
) -> None:
    make_band("The Harpoonist")
    line = understood(client_of_ed, "The Harpoonist")

    asked = client_of_ed.post(ADD, line | {"band_is": "NEW"}, headers=HTMX)
    client_of_ed.post(ADD, line | {"band_is": "NEW", "band_detail": "Tribute"})

    assertContains(asked, "Add what tells it apart from The Harpoonist", status_code=422)
    assert bands_in(event) == ["The Harpoonist (Tribute)"]
    assert Band.objects.count() == 2


def test_a_detail_that_makes_the_name_too_long_is_refused(
    client_of_ed: Client, event: Event
) -> None:
    make_band("The Harpoonist")
    line = understood(client_of_ed, "The Harpoonist")

    response = client_of_ed.post(ADD, line | {"band_is": "NEW", "band_detail": "x" * 90})

    assertContains(response, "A name has at most 100 characters", status_code=422)
    assert bands_in(event) == []


def test_a_similar_venue_is_asked_about_too(client_of_ed: Client, event: Event) -> None:
    attic = make_venue("The Attic Bar")
    line = understood(client_of_ed, "Rills @ Attic Bat")

    asked = client_of_ed.post(ADD, line, headers=HTMX)
    client_of_ed.post(ADD, line | {"venue_is": attic.slug})

    assertContains(asked, "Use <b><bdi>The Attic Bar</bdi></b>", status_code=422)
    assert [row.venue for row in event.performances.all()] == [attic]


def test_fields_ask_the_same(client_of_ed: Client, event: Event) -> None:
    known = make_band("The Harpoonist")
    form = client_of_ed.get(ADD).context["form"]
    data = {**form.initial, "band": "Harpoonist"}

    asked = client_of_ed.post(f"{ADD}fields/", data)
    client_of_ed.post(f"{ADD}fields/", data | {"band_is": known.slug, "start": "20:15"})

    assertContains(asked, "Use <b><bdi>The Harpoonist</bdi></b>", status_code=422)
    assert bands_in(event) == ["The Harpoonist"]


def test_a_row_in_edit_asks_the_same(client_of_ed: Client, event: Event) -> None:
    make_band("The Harpoonist")
    performance = make_performance(event, "The Rills")

    asked = client_of_ed.post(edit_url(performance), typed(performance, band="Harpoonist"))
    client_of_ed.post(
        edit_url(performance),
        typed(performance, band="Harpoonist", band_is="NEW", band_detail="Duo"),
    )

    assertContains(asked, "Similar band", status_code=422)
    assert bands_in(event) == ["Harpoonist (Duo)"]


def test_bands_are_offered_while_typing(
    client_of_ed: Client, client_of_vic: Client, event: Event
) -> None:
    for name in ("The Harpoonist", "Harp & Sons", "Ø", "Sharp"):
        make_band(name)

    response = client_of_ed.get(f"{PAGE}names/", {"band": "hár"}, headers=HTMX)

    assertContains(response, '<option value="Harp &amp; Sons">')
    assertContains(response, '<option value="The Harpoonist">')
    assertContains(response, '<option value="Sharp">')
    assertNotContains(response, "Ø")
    assert client_of_vic.get(f"{PAGE}names/", {"band": "har"}).status_code == 403
