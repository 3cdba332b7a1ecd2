"""What many stories begin with."""

from playwright.sync_api import Page

from accounts.models import User

PASSWORD = "a long enough password"


def sign_in(page: Page, user: User, password: str = PASSWORD) -> None:
    """Send the form of the page, and wait for what comes: scripts and all."""
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()
