"""The staff's outbox page on a phone: nothing sticks out at 360 pixels, buttons are for thumbs."""

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser

from accounts.models import User
from tests.browser.looks import across
from tests.cast import signed_in
from tests.outbox.conftest import deliver, make_mail, send_to, sink  # noqa: F401 - fixtures
from tests.smtp_sink import DROP

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LONG = "450 4.2.1 " + "averylongwordofamailserver" * 6


@pytest.fixture
def addresses(sink, staff, live_server) -> dict[str, str]:  # noqa: F811 - the fixture above
    sink.rule("dot", DROP, to=f"doubt@{'long' * 12}.example.org")
    sink.rule("rcpt", LONG, to="later@example.org")
    doubt = make_mail("doubt", to=f"doubt@{'long' * 12}.example.org")
    make_mail("later", to="later@example.org")
    deliver()
    base = f"{live_server.url}/admin/outbox/message"
    return {"status": f"{base}/status/", "resend": f"{base}/{doubt.pk}/resend/"}


def test_the_pages_fit_a_phone_and_follow_the_policy(
    addresses: dict[str, str], staff: User, live_server, browser: Browser
) -> None:
    name = django_settings.SESSION_COOKIE_NAME
    session = signed_in(staff).cookies[name].value
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    widths, buttons = {}, []
    for title, url in addresses.items():
        page.goto(url)
        widths[title] = across(page)
        buttons += [
            box["height"]
            for button in page.locator("#content-main .button").all()
            if (box := button.bounding_box())
        ]
    context.close()

    assert widths == {"status": 360, "resend": 360}
    assert len(buttons) == 4
    assert min(buttons) >= 44
    assert [text for text in complaints if "Content Security Policy" in text] == []
