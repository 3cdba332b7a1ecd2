"""The staff's outbox page on a phone: nothing sticks out at 360 pixels, buttons are for thumbs."""

import os
import shutil

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import sync_playwright

from tests.cast import signed_in
from tests.outbox.conftest import deliver, make_mail
from tests.smtp_sink import DROP

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.once,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true", reason="There is no Chromium here."
    ),
]
LONG = "450 4.2.1 " + "averylongwordofamailserver" * 6


@pytest.fixture
def pages(sink, staff, live_server) -> dict[str, str]:
    sink.rule("dot", DROP, to=f"doubt@{'long' * 12}.example.org")
    sink.rule("rcpt", LONG, to="later@example.org")
    doubt = make_mail("doubt", to=f"doubt@{'long' * 12}.example.org")
    make_mail("later", to="later@example.org")
    deliver()
    base = f"{live_server.url}/admin/outbox/message"
    return {"status": f"{base}/status/", "resend": f"{base}/{doubt.pk}/resend/"}


def test_the_pages_fit_a_phone_and_follow_the_policy(pages, staff, live_server):
    name = django_settings.SESSION_COOKIE_NAME
    session = signed_in(staff).cookies[name].value
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        widths, buttons = {}, []
        for title, url in pages.items():
            page.goto(url)
            widths[title] = page.evaluate("document.documentElement.scrollWidth")
            buttons += [
                box["height"]
                for button in page.locator("#content-main .button").all()
                if (box := button.bounding_box())
            ]
        browser.close()
    assert widths == {"status": 360, "resend": 360}
    assert len(buttons) == 4
    assert min(buttons) >= 44
    assert [text for text in complaints if "Content Security Policy" in text] == []
