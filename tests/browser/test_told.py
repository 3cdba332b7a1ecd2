"""What an organizer sees of what fans are told, and the mails that come of it."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from events import editions, lineup, times
from events.models import Event, Performance
from events.times import Slot
from fans import collecting
from fans.models import Follow, Subscriber
from settimes.outbox.models import Message
from tests.browser.conftest import Open
from tests.browser.looks import across, unfold, violations
from tests.browser.nights import LONG
from tests.browser.steps import sign_in
from tests.cast import make_event, make_performance
from tests.fans.telling import make_fan
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
EVENT = "/manage/events/vol-7/"
FANS = 412
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
LOOKS = pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)


@pytest.fixture
def event(crew: Organization) -> Event:
    """A draft, on a night long ahead, with a band that 412 fans follow."""
    day = datetime.now(UTC).date() + timedelta(days=30)
    event = make_event(first_day=day)
    rills = make_performance(event, "The Rills", venue="Room 47", start="21:00").band
    make_performance(event, LONG, venue="Duchess Café", start="22:00")
    make_fan("fay@example.org", rills)
    Subscriber.objects.bulk_create(
        Subscriber(
            organization=crew,
            email=f"f{number}@example.org",
            lookup=f"f{number}@example.org",
            recipient=f"{number:064}",
            confirmed=datetime.now(UTC),
        )
        for number in range(1, FANS)
    )
    others = Subscriber.objects.exclude(email="fay@example.org")
    Follow.objects.bulk_create(
        Follow(subscriber=fan, band=rills, confirmed=datetime.now(UTC)) for fan in others
    )
    return event


def opened_by(opened: Open, user: User, path: str, **options: object) -> Page:
    page = opened(path, **options)
    sign_in(page, user)
    expect(page).to_have_url(re.compile(re.escape(path)))
    return page


def mails(mailbox: Mailbox) -> list[EmailMessage]:
    """Tell what is due, and return what came."""
    while not collecting.collect(seconds=60):
        pass
    return mailbox.deliver()


def subjects_once_it_is_quiet(settings, mailbox: Mailbox) -> list[str]:
    """Let the quiet window be over, and be as long as it was afterwards."""
    quiet, settings.QUIET_FOR = settings.QUIET_FOR, timedelta()
    found = [str(mail["Subject"]).split(",")[0] for mail in mails(mailbox)]
    settings.QUIET_FOR = quiet
    return found


def test_a_published_set_is_told_a_move_too_and_an_undo_is_silence(
    opened: Open, ed: User, event: Event, mailbox: Mailbox, settings
) -> None:
    page = opened_by(opened, ed, f"{EVENT}publish/")
    expect(page.get_by_text("412 fans will be told.")).to_be_visible()
    page.get_by_role("button", name="Publish Vol. 7").click()
    expect(page.locator("#messages")).to_contain_text("412 fans hear at")
    page.get_by_role("link", name="Told", exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("412 fans hear at")
    Follow.objects.exclude(subscriber__email="fay@example.org").delete()

    assert mails(mailbox) == []
    assert subjects_once_it_is_quiet(settings, mailbox) == ["Announced: The Rills"]

    rills = Performance.objects.get(band__name="The Rills")
    for start in ("21:30", "23:00"):
        page.goto(page.url.split("/manage")[0] + f"{EVENT}lineup/{rills.public_id}/edit/")
        page.get_by_label("Starts").fill(start)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#messages")).to_contain_text("1 fan hears at")
        if start == "23:00":
            page.get_by_role("button", name="Undo").click()
            expect(page.locator("#messages")).to_contain_text("Undid:")
            expect(page.locator("#messages")).not_to_contain_text("hear")
        found = subjects_once_it_is_quiet(settings, mailbox)
        assert found == (["Moved: The Rills"] if start == "21:30" else [])


def told_today(ed: User, mailbox: Mailbox) -> Performance:
    """Return a set of today that its one follower has been told of."""
    event = make_event()
    today = times.festival_day(datetime.now(UTC), event.timezone, event.day_turn)
    Event.objects.filter(pk=event.pk).update(first_day=today, last_day=today)
    event.refresh_from_db()
    make_fan("fay@example.org", make_performance(event, "The Rills", start=None).band)
    editions.publish(event, by=ed)
    assert len(mails(mailbox)) == 0
    collecting.begin(event, collecting.Mode.TELL, up_to=10**9, at=datetime.now(UTC))
    assert len(mails(mailbox)) == 1
    return Performance.objects.get()


@SCRIPTS
def test_on_show_day_the_notice_counts_down(
    opened: Open, ed: User, crew: Organization, mailbox: Mailbox, *, scripts: bool
) -> None:
    rills = told_today(ed, mailbox)

    page = opened_by(
        opened, ed, f"{EVENT}lineup/{rills.public_id}/edit/", java_script_enabled=scripts
    )
    page.get_by_role("button", name="Cancel this set…").click()
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_text("1 fan will be told.")).to_be_visible()
    if scripts:
        page.clock.install()
    page.get_by_role("button", name="Cancel The Rills").click()

    words = page.locator(".countdown")
    if scripts:
        expect(words.locator("b")).to_have_text(re.compile(r"^in [01]:\d\d$"))
        page.clock.run_for(100_000)
        expect(words.locator("b")).to_have_text("of it now; an undo tells them again")
    else:
        expect(words).to_have_text(re.compile(r"^in \d+ seconds$"))


def test_where_the_countdown_ends_the_page_is_fetched_anew_unless_somebody_types(
    opened: Open, ed: User, crew: Organization, mailbox: Mailbox, settings
) -> None:
    lineup.cancel([told_today(ed, mailbox)], by=ed)
    page = opened_by(opened, ed, f"{EVENT}told/")
    page.clock.install()
    page.reload()
    figure = page.get_by_role("heading", level=2).first.locator(".countdown b")
    expect(figure).to_have_text(re.compile(r"^in [01]:\d\d$"))
    page.get_by_label("Why should nobody hear of it?").fill("A typo.")
    settings.UNDO_FOR = timedelta()
    assert len(mails(mailbox)) == 1

    page.clock.run_for(200_000)

    expect(figure).to_have_text("now")
    expect(page.get_by_label("Why should nobody hear of it?")).to_have_value("A typo.")

    page.get_by_label("Why should nobody hear of it?").fill("")

    expect(page.get_by_text("Nobody is still to hear of what was changed lately.")).to_be_visible()
    expect(page.get_by_role("button", name="Send now")).to_have_count(0)


@LOOKS
def test_pages_fit_and_can_be_used_by_everyone(
    opened: Open, ada: User, event: Event, mailbox: Mailbox, settings, width: int, scheme: str
) -> None:
    Follow.objects.filter(subscriber__email__contains="f1").delete()
    editions.publish(event, by=ada)
    settings.QUIET_FOR, quiet = timedelta(), settings.QUIET_FOR
    while not collecting.collect(seconds=60):
        pass
    settings.QUIET_FOR = quiet
    doubtful = Message.objects.earliest("pk")
    Message.objects.filter(pk=doubtful.pk).update(state="uncertain", reason="No answer.")
    rills = event.performances.get(band__name="The Rills")
    lineup.move([rills], slot=Slot(21 * 60 + 30), by=ada)
    lineup.cancel([event.performances.get(band__name=LONG)], by=ada)

    page = opened_by(opened, ada, f"{EVENT}told/", width=width, color_scheme=scheme)
    for path in (
        f"{EVENT}told/",
        f"{EVENT}told/mails/",
        f"{EVENT}told/mails/{doubtful.pk}/resend/",
        f"{EVENT}told/sets/{rills.public_id}/",
    ):
        page.goto(page.url.split("/manage")[0] + path)
        unfold(page)
        assert across(page) == width, path
        assert violations(page) == {}, path
