"""A night typed in with a thumb, mended, moved, taken back, and shared with a second editor.

The same story with and without scripts: on a telephone, by touch, at the same addresses.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Role, User
from events import editions, lineup
from events.models import Event, Performance
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import sign_in
from tests.cast import make_band, make_event, make_member, make_performance, make_venue

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LINEUP = "/manage/events/vol-7/lineup/"
LONG = "The Extraordinarily Patient Sons of the Lower Grand River Ferry Company"
NIGHT = [
    f"{LONG} @ Duchess Café 6pm-6:40",
    "18:45-19:15 The Rills @ Room 47",
    "@ Duchess Café, Leigh Rudd, 19:00–19:30",
    "TK Malone Room 47 7:30pm-8:10",
    "Handbrake @ Duchess Café 20h-20h30",
    "Böozehöünd @ Room 47 20:30-21:00",
    "Mister Elbow @ Duchess Café 2045-2115",
    "Joan & Company @ Room 47 9:15pm for 45",
    "Actual Fevers @ Duchess Café 21:30-22:00",
    "Ø @ Room 47 10:15pm-11",
    "Harpoonist @ Duchess Café 22:15-23:00",
    "Late Ones @ Room 47 23:30-00:25",
]


def row(page: Page, band: str) -> Locator:
    return page.locator("li.set-row").filter(has=page.get_by_text(band, exact=True))


def add(page: Page, line: str, number: int, *, scripts: bool) -> None:
    page.get_by_label("Add a set").fill(line)
    if not scripts:
        page.get_by_role("button", name="Add", exact=True).tap()
    expect(page.locator("#understood .echo")).to_be_visible()
    page.get_by_role("button", name="Add", exact=True).tap()
    expect(page.locator("li.set-row")).to_have_count(number)
    expect(page.get_by_label("Add a set")).to_have_value("")


def edit(page: Page, band: str, **fields: str) -> None:
    page.get_by_role("link", name=f"Edit {band}", exact=True).tap()
    form = page.locator("form[data-edit]")
    expect(form).to_be_visible()
    for label, text in fields.items():
        form.get_by_label(label).fill(text)


def times_of(event: Event) -> dict[str, tuple[int | None, str, str]]:
    rows = event.performances.live().select_related("band", "venue")
    return {row.band.name: (row.start, str(row.venue), row.note) for row in rows}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_night_is_typed_in_mended_moved_and_shared(
    opened: Open, ed: User, crew: object, *, scripts: bool
) -> None:
    event, sam = make_event(), make_member("Sam", Role.EDITOR, crew)
    make_band("The Harpoonist"), make_venue("Room 47")
    page = opened(LINEUP, has_touch=True, java_script_enabled=scripts)
    sign_in(page, ed)

    for number, line in enumerate(NIGHT, start=1):
        add(page, line, number, scripts=scripts)
    expect(page.locator("#event-head")).to_contain_text("12 sets")
    assert times_of(event)["The Harpoonist"] == (1335, "Duchess Café", "")
    assert times_of(event)["Late Ones"] == (1410, "Room 47", "")

    edit(page, "Handbrake", Starts="20:40")
    page.get_by_role("button", name="Save").tap()
    expect(row(page, "Handbrake").locator(".c")).to_contain_text("double-booked for 25 min")
    expect(row(page, "Mister Elbow").locator(".c")).to_contain_text("double-booked for 25 min")
    expect(page.locator("#event-head")).to_contain_text("1 conflict")
    edit(page, "Handbrake", Starts="20:00")
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("li.set-row .c")).to_have_count(0)
    expect(page.locator("#event-head")).not_to_contain_text("conflict")

    before = times_of(event)
    for line in NIGHT[0:12:2]:
        name = next(band for band in before if band.removeprefix("The ") in line)
        page.get_by_role("checkbox", name=f"Select {name}", exact=True).tap()
    page.locator("#bulk-verb").select_option(label="Move to a venue")
    page.get_by_role("button", name="Next").tap()
    page.get_by_label("Venue", exact=True).select_option(label="Room 47")
    if not scripts:
        page.get_by_role("button", name="Show what will happen").tap()
    page.get_by_role("button", name="Move 6 sets to Room 47").tap()
    expect(page.locator(".undo-notice p")).to_have_text("Moved 6 sets to Room 47.")
    page.locator(".undo-notice").get_by_role("button", name="Undo").tap()
    expect(page.locator(".undo-notice p")).to_have_text("Undid: Moved 6 sets to Room 47.")
    assert times_of(event) == before

    edit(page, "Leigh Rudd", Note="with strings", Starts="19:05")
    rudd = Performance.objects.get(band__name="Leigh Rudd")
    lineup.edit(rudd, venue=make_venue("Attic"), by=sam)
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("alert")).to_contain_text("Sam changed this set while you typed.")
    expect(page.get_by_label("Note")).to_have_value("with strings")
    page.get_by_role("button", name="Keep mine").tap()
    expect(page.locator("form[data-edit]")).to_have_count(0)
    expect(row(page, "Leigh Rudd")).to_contain_text("Attic")
    assert times_of(event)["Leigh Rudd"] == (1145, "Attic", "with strings")


def test_a_conflict_is_solved_by_one_tap_and_nothing_typed_is_lost(
    opened: Open, ed: User, crew: object
) -> None:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:30")
    make_performance(event, "Early", venue="Attic", start="18:00", end="18:30")
    page = opened(LINEUP, has_touch=True)
    sign_in(page, ed)

    row(page, "The Rills").get_by_role("link", name="Solve").tap()
    expect(page.get_by_role("button", name="Move Ø to 21:10")).to_be_focused()
    page.get_by_role("button", name="Move Ø to 21:10").tap()
    expect(page.locator(".undo-notice p")).to_have_text("Moved Ø to 21:10.")
    expect(page.locator("form[data-edit]")).to_have_count(0)
    expect(page.locator("li.set-row .c")).to_have_count(0)
    page.locator(".undo-notice").get_by_role("button", name="Undo").tap()
    expect(page.locator(".undo-notice p")).to_have_text("Undid: Moved Ø to 21:10.")

    row(page, "The Rills").get_by_role("link", name="Solve").tap()
    page.get_by_label("Note").fill("typed")
    page.get_by_role("button", name="Move Ø to 21:10").tap()
    expect(row(page, "Ø")).to_contain_text("21:10")
    expect(page.get_by_label("Note")).to_have_value("typed")
    page.get_by_role("link", name="Discard").tap()
    expect(page.locator("form[data-edit]")).to_have_count(0)
    page.locator(".undo-notice").get_by_role("button", name="Undo").tap()
    expect(page.locator(".undo-notice p")).to_have_text("Undid: Moved Ø to 21:10.")

    row(page, "Ø").get_by_role("link", name="Solve").tap()
    page.get_by_label("Note").fill("loud")
    page.get_by_role("button", name="Move Ø to Attic").tap()
    expect(page.locator("form[data-edit]").get_by_label("Venue")).to_have_value("Attic")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#event-head")).not_to_contain_text("conflict")
    assert times_of(event)["Ø"] == (1230, "Attic", "loud")


@pytest.mark.parametrize("pause", [0, 100, 250, 500])
def test_a_line_entered_before_it_was_read_back_is_added(
    opened: Open, ed: User, crew: object, pause: int
) -> None:
    make_event()
    page = opened(LINEUP)
    sign_in(page, ed)
    line = page.get_by_label("Add a set")
    expect(page.get_by_text("Check day, doors and ticket link")).to_be_visible()

    line.press_sequentially("Ø @ Barn 8:15pm-9")
    page.wait_for_timeout(pause)
    line.press("Enter")

    expect(page.locator("li.set-row")).to_have_count(1)
    expect(page.get_by_text("Check day, doors and ticket link")).to_be_hidden()
    expect(line).to_have_value("")
    expect(page.locator("#understood")).to_contain_text("Added: 20:15–21:00 · Ø")


def test_a_line_entered_at_once_that_leaves_a_question_asks_it(
    opened: Open, ed: User, crew: object
) -> None:
    make_performance(make_event(), "The Rills", venue="Room 47", start="20:00", end="20:30")
    page = opened(LINEUP)
    sign_in(page, ed)
    line, asked = page.get_by_label("Add a set"), page.locator("#quick-line_question")

    line.press_sequentially("Joan & Co @ Room 47 8pm-9")
    line.press("Enter")
    expect(asked).to_contain_text("Not added yet.")
    page.wait_for_timeout(500)  # longer than the page waits to read a line back
    expect(asked).to_contain_text("It makes a conflict.")
    expect(page.locator("li.set-row")).to_have_count(1)
    line.press("Enter")

    expect(page.locator("li.set-row")).to_have_count(2)


def test_a_notice_stands_in_view_of_the_row_that_was_saved(
    opened: Open, ed: User, crew: object
) -> None:
    event = make_event()
    for number in range(30):
        make_performance(event, f"Band {number}", start="20:00")
    page = opened(LINEUP, has_touch=True)
    sign_in(page, ed)

    edit(page, "Band 29", Note="loud")
    page.get_by_role("button", name="Save").tap()

    notice = page.locator(".undo-notice")
    expect(notice).to_be_in_viewport(ratio=1)
    expect(row(page, "Band 29")).to_be_in_viewport()
    notice.get_by_role("button", name="Close").tap()
    expect(notice).to_have_count(0)


def test_the_first_set_stands_in_the_upper_half_of_a_telephone(
    opened: Open, ed: User, crew: object
) -> None:
    event = make_event("Long Haul Vol. 7", slug="vol-7", reveal_mode=True)
    for name in ("The Rills", "Ø"):
        make_performance(event, name, venue="Room 47", start="20:00")
    page = opened(LINEUP, has_touch=True)
    sign_in(page, ed)

    box = page.locator("li.set-row").first.bounding_box()

    assert box is not None
    assert box["y"] <= 400
    expect(page.get_by_label("Search sets")).to_be_hidden()
    page.locator("summary").get_by_text("Find", exact=True).tap()
    expect(page.get_by_label("Search sets")).to_be_visible()


def test_what_others_change_appears_and_leaves_what_is_typed_alone(
    opened: Open, ed: User, crew: object
) -> None:
    event, sam = make_event(), make_member("Sam", Role.EDITOR, crew)
    mine = make_performance(event, "Mine", venue="Room 47", start="20:00", end="20:30")
    other = make_performance(event, "Other", venue="Room 47", start="21:00", end="21:30")
    page = opened("/manage/", has_touch=True)
    page.clock.install()
    sign_in(page, ed)
    page.goto(page.url.replace("/manage/", LINEUP))
    page.get_by_role("checkbox", name="Select Other").tap()
    edit(page, "Mine", Note="half a sen")

    lineup.edit(other, start=1140, end=1170, by=sam)
    lineup.edit(mine, note="theirs", by=sam)
    page.clock.run_for(31_000)

    expect(page.get_by_text("Changed by Sam")).to_be_visible()
    expect(row(page, "Other")).to_contain_text("19:00")
    expect(page.locator("li.set-row").first).to_contain_text("Other")
    expect(page.get_by_role("checkbox", name="Select Other")).to_be_checked()
    expect(page.get_by_label("Note")).to_have_value("half a sen")
    expect(page.get_by_label("Note")).to_be_focused()
    page.keyboard.type("tence")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Sam changed this set while you typed.")
    page.get_by_role("link", name="Take theirs").tap()
    expect(page.locator("form[data-edit]")).to_have_count(0)
    expect(row(page, "Mine")).to_contain_text("theirs")


def test_what_changes_the_whole_event_eats_nothing_that_is_typed(
    opened: Open, ed: User, crew: object
) -> None:
    event, sam = make_event(), make_member("Sam", Role.EDITOR, crew)
    make_performance(event, "Mine", venue="Room 47", start="20:00", end="20:30")
    page = opened("/manage/", has_touch=True)
    page.clock.install()
    sign_in(page, ed)
    page.goto(page.url.replace("/manage/", LINEUP))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    anew = page.get_by_role("link", name="Show the lineup as it is now")
    line = page.get_by_label("Add a set")

    edit(page, "Mine", Note="half a sen")
    editions.publish(event, by=sam)
    page.clock.run_for(31_000)
    with page.expect_event("dialog"):
        anew.tap()
    expect(page.get_by_label("Note")).to_have_value("half a sen")
    assert asked == ["beforeunload"]

    page.get_by_role("button", name="Save").tap()
    expect(row(page, "Mine")).to_contain_text("half a sen")
    line.fill("The Rills @ Ro")
    with page.expect_event("dialog"):
        anew.tap()
    expect(line).to_have_value("The Rills @ Ro")
    assert asked == ["beforeunload"] * 2

    line.fill("")
    anew.tap()
    expect(page.locator("#event-head")).to_contain_text("Published")
    assert asked == ["beforeunload"] * 2


def test_a_row_is_edited_by_keyboard(opened: Open, ed: User, crew: object) -> None:
    make_performance(make_event(), "The Rills", venue="Room 47", start="20:00", end="20:30")
    page = opened(LINEUP)
    sign_in(page, ed)
    link = page.get_by_role("link", name="Edit The Rills")

    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Band")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Band")).to_be_focused()
    page.get_by_label("Ends").fill("20:00")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ends")).to_be_focused()
    expect(page.get_by_label("Ends")).to_have_accessible_description(
        "Ends when it starts. Type a later time, or leave it empty."
    )
    page.get_by_label("Ends").fill("20:45")
    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(row(page, "The Rills")).to_contain_text("–20:45")


def test_start_minutes_and_end_follow_one_another(opened: Open, ed: User, crew: object) -> None:
    make_performance(make_event(), "The Rills", start="23:30", end="00:10")
    page = opened(LINEUP)
    sign_in(page, ed)
    page.get_by_role("link", name="Edit The Rills").click()
    fields = [page.get_by_label(label) for label in ("Starts", "Minutes", "Ends")]

    expect(fields[0]).to_be_visible()
    for index, typed, shown in (
        (2, "00:30", ["23:30", "60", "00:30"]),
        (0, "8:15pm", ["8:15pm", "60", "9:15 pm"]),
        (1, "40", ["8:15pm", "40", "8:55 pm"]),
        (0, "8", ["8", "40", "8:55 pm"]),
        (2, "", ["8", "", ""]),
    ):
        fields[index].fill(typed)
        fields[index].press("Tab")
        for field, text in zip(fields, shown, strict=True):
            expect(field).to_have_value(text)


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_lineup_fits_and_can_be_used_by_everyone(
    opened: Open, ed: User, crew: object, width: int, scheme: str
) -> None:
    event = make_event(reveal_mode=True, last_day=make_event("Other").first_day.replace(day=11))
    make_performance(event, LONG, venue="Duchess Café", start="20:00", note="Bring a boat " * 9)
    make_performance(event, "W" * 100, venue="V" * 100, start="20:30", announced_at=event.created)
    make_performance(event, "Ø", venue="Duchess Café", start=None)
    make_performance(event, "Ill", cancelled_at=event.created, cancel_reason="flu")
    make_performance(make_event("Vol. 5"), "The Harpoonist")
    page = opened(LINEUP, width=width, color_scheme=scheme, has_touch=True)
    sign_in(page, ed)

    page.get_by_label("Add a set").fill("Harpoonist @ Duchess Café sat 20:15-21")
    expect(page.locator("#understood")).to_contain_text("played Vol. 5")
    fits_everyone(page, width)
    edit(page, "Ø", Ends="20:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("An end needs a start")).to_be_visible()
    fits_everyone(page, width)
    for address in (f"{LINEUP}?by=venue&show=tba&q=x", f"{LINEUP}add/?line=Harponist"):
        page.goto(page.url.split("/manage/")[0] + address)
        fits_everyone(page, width)


def fits_everyone(page: Page, width: int) -> None:
    assert violations(page) == {}
    assert across(page) <= width
    if width >= 360:  # letters twice as large
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert across(page) <= width
        page.evaluate("document.documentElement.style.fontSize = ''")
    small = page.locator("main :is(a, button, input, select, summary):visible").evaluate_all(
        """found => found.filter((one) => {
            const box = (one.closest("label") || one).getBoundingClientRect();
            return box.height < 44 && one.type !== "hidden" && !one.closest(".vh, .sides, p.meta");
        }).map((one) => one.outerHTML)"""
    )
    assert small == []
