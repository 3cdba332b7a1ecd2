"""An organization's colour: only one that words can be read on, in a sheet that never changes."""

import random
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts import colours
from accounts.models import Organization
from tests.accounts.test_settings import PAGE, typed
from tests.cast import make_event

TOKENS = Path(__file__).parents[2] / "static/css/tokens.css"
SEED = 20261010


def test_the_inks_are_those_of_the_sheet() -> None:
    tokens = dict(re.findall(r"--(now|on-now|on-now-2): (#[0-9a-f]{6});", TOKENS.read_text()))

    assert tokens == {
        "now": colours.SUN, "on-now": colours.INKS["Words"], "on-now-2": colours.INKS["Small words"]
    }  # fmt: skip


# Checked with the worked examples of WCAG 2.2 and its own definition.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#0000ff", 8.59),
        ("#ffd21f", "#121212", 12.93),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert (colours.contrast(one, other), colours.contrast(other, one)) == (
        pytest.approx(ratio, abs=0.01),
        pytest.approx(ratio, abs=0.01),
    )


def test_the_papers_of_the_house_can_be_read_on() -> None:
    assert [name for name, colour in colours.PAPERS.items() if not colours.passes(colour)] == []
    assert not colours.passes("#b01e0a")


def test_the_nearest_passes_and_is_what_already_does() -> None:
    chosen = random.Random(SEED)  # as good as any
    for _ in range(200):
        colour = f"#{chosen.randrange(1 << 24):06x}"
        nearest = colours.nearest(colour)
        assert colours.passes(nearest), (SEED, colour, nearest)
        if colours.passes(colour):
            assert colours.contrast(colour, nearest) < 1.02, (SEED, colour, nearest)


def test_a_ratio_is_never_rounded_up_to_enough() -> None:
    assert colours.Reading("Words", "#121212", 4.4999).said == "4.4"


def test_a_dark_colour_is_answered_with_the_nearest_and_can_be_taken(
    client_of_ada: Client, crew: Organization
) -> None:
    sent = typed(crew, name="Kept", colour_light="#7a1fff")
    nearest = colours.nearest("#7a1fff")

    refused = client_of_ada.post(PAGE, sent)
    taken = client_of_ada.post(PAGE, {**sent, "nearest": "colour_light"})

    assertContains(refused, f"The nearest that does is {nearest}.", status_code=422)
    assertContains(taken, f'value="{nearest}"')
    assertContains(taken, 'value="Kept"')
    crew.refresh_from_db()
    assert (crew.name == "Kept", crew.colour_light) == (False, "")


def test_the_way_back_to_the_colour_of_the_house_is_a_press(
    client_of_ada: Client, crew: Organization
) -> None:
    crew.colour_dark = "#86e5b8"
    crew.save()

    shown = client_of_ada.post(PAGE, typed(crew, plain="colour_dark"))
    client_of_ada.post(PAGE, typed(crew, colour_dark=shown.context["form"]["colour_dark"].value()))

    crew.refresh_from_db()
    assert crew.colour_dark == ""


def test_it_is_shown_before_it_is_saved(client_of_ada: Client, crew: Organization) -> None:
    sent = typed(crew, colour_dark="#86e5b8", look="1")

    whole = client_of_ada.post(PAGE, sent)
    part = client_of_ada.post(PAGE, sent, headers={"HX-Request": "true"})

    for answer in (whole, part):
        assertContains(answer, '<rect y="24" width="320" height="80" fill="#86e5b8"/>')
    assertContains(whole, "<html")
    assertNotContains(part, "<html")
    crew.refresh_from_db()
    assert crew.colour_dark == ""


@pytest.mark.parametrize("hostile", ['#86e5b8"/><script>', "url(//evil)", "#86e5b8;", "\x00"])
def test_only_a_colour_is_ever_drawn(
    client_of_ada: Client, crew: Organization, hostile: str
) -> None:
    page = client_of_ada.post(PAGE, typed(crew, colour_light=hostile, look="1"))

    assert set(re.findall(r'fill="(.*?)"', page.text)) <= {
        "#f5f5f1", "#0c0d0f", "#121212", "#453a05", colours.SUN
    }  # fmt: skip


def test_public_pages_link_the_sheet_once_there_is_one(crew: Organization, client: Client) -> None:
    make_event(status="published")
    assertNotContains(client.get("/"), "/colours/")

    crew.colour_light, crew.colour_dark = "#ff9fcb", ""
    crew.save()
    address = colours.sheet_address(crew)

    assert address == "/colours/ff9fcb-ffd21f.css"
    assertContains(client.get("/events/"), f'<link rel="stylesheet" href="{address}">')
    sheet = client.get(address)
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert set(sheet.headers["Cache-Control"].split(", ")) == {
        "public", "max-age=31536000", "immutable"
    }  # fmt: skip
    assert (sheet.cookies, "Cookie" in sheet.headers.get("Vary", "")) == ({}, False)
    assertContains(sheet, "--now: light-dark(#ff9fcb, #ffd21f);")


@pytest.mark.parametrize(
    "pair", ["b01e0a-ffd21f", "FFD21F-ffd21f", "ffd21f", "ffd21f-ffd21f-x", "ffd21f_ffd21f"]
)
def test_no_other_sheet_exists(crew: Organization, client: Client, pair: str) -> None:
    assert client.get(f"/colours/{pair}.css").status_code == 404
