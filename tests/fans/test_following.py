"""From the form through the mail to the page of what is followed, and out again."""

from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from bands.models import Band
from fans.models import Consent, Follow, Subscriber
from settimes.outbox.models import Message
from settimes.outbox.states import State
from tests.fans.post import FAY, ask, follow, path_in, text_of
from tests.mailbox import Mailbox


def test_nothing_is_followed_before_the_button_of_the_mail(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    answer = ask(client, "the-rills", "the-harpoonist")
    (mail,) = mailbox.deliver()

    assertContains(answer, FAY)
    assert mail["To"] == FAY
    assert mail["Subject"] == "Confirm: follow The Harpoonist and 1 more"
    assert Follow.objects.exclude(confirmed=None).count() == 0

    page = client.get(path_in(mail, "confirm"))
    assertContains(page, "Follow 2 bands")
    assert Follow.objects.exclude(confirmed=None).count() == 0

    followed = client.post(path_in(mail, "confirm"), follow=True)
    assertContains(followed, "Done. What you follow is here")
    assertContains(followed, "The Rills")
    assertContains(followed, "The Harpoonist")
    assert Follow.objects.filter(confirmed=None).count() == 0


def test_the_link_confirms_once(client: Client, rills: Band, mailbox: Mailbox) -> None:
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    link = path_in(mail, "confirm")

    answers = [client.post(link), client.post(link), client.get(link)]

    assert [answer.status_code for answer in answers] == [302, 200, 200]
    assertContains(answers[1], "You confirmed this")
    assert Consent.objects.filter(deed="confirmed").count() == 1


def test_a_band_is_followed_no_more(client: Client, rills: Band, mailbox: Mailbox) -> None:
    page = follow(client, mailbox, "the-rills", "the-harpoonist")

    answer = client.post(f"{page}unfollow/", {"band": "the-rills"}, follow=True)

    assertNotContains(answer, "The Rills")
    assertContains(answer, "The Harpoonist")
    assert list(Follow.objects.values_list("band__name", flat=True)) == ["The Harpoonist"]


def test_one_click_of_the_mail_program_stops_all(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    client.post(path_in(mail, "confirm"))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = path_in(mail, "unsubscribe")
    assert mail["List-Unsubscribe"] == f"<http://localhost:8000{way_out}>"

    program = Client(enforce_csrf_checks=True)
    answers = [program.post(way_out, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [dict(answer.cookies) for answer in answers] == [{}, {}]
    assert Follow.objects.count() == 0
    assert Subscriber.objects.get().confirmed is None


def test_who_left_can_come_back(client: Client, rills: Band, mailbox: Mailbox) -> None:
    follow(client, mailbox, "the-rills")
    ask(client, "the-rills")
    (known,) = mailbox.deliver()
    client.post(path_in(known, "unsubscribe"))

    page = follow(client, mailbox, "the-rills")

    assertContains(client.get(page), "The Rills")
    deeds = list(Consent.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds == ["asked", "confirmed", "asked", "unsubscribed", "asked", "confirmed"]


def test_who_follows_already_is_led_to_their_page(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    page = follow(client, mailbox, "the-rills")

    ask(client, "the-rills")

    (mail,) = mailbox.deliver()
    assert mail["Subject"].startswith("What you follow at ")
    assert path_in(mail, "preferences") == page
    assert "nothing to confirm" in text_of(mail)


def test_leaving_holds_for_the_mail_that_is_about_to_leave(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    client.post(path_in(mail, "confirm"))
    ask(client, "the-harpoonist")

    client.post(path_in(mail, "unsubscribe"))

    assert mailbox.deliver() == []
    row = Message.objects.latest("pk")
    assert (row.state, row.reason) == (State.SUPPRESSED, "nobody asks for it any more")
    assert Subscriber.objects.get().confirmed is None
