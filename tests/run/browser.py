"""As much of a browser as a walk takes: cookies, pages, and forms sent as they are shown."""

import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from tests.run.launched import PATIENCE


class Forms(HTMLParser):
    """Every posted form of a page: its address, and the fields that a browser would send.

    `pressing` sends the named buttons along, as if each had been pressed.
    """

    def __init__(self, page: str, *, pressing: bool = True) -> None:
        super().__init__()
        self.sending = ("input", "button") if pressing else ("input",)
        self.found: list[tuple[str, dict[str, str]]] = []
        # What the forms ask a person for, sent or not.
        self.asking: list[tuple[dict[str, str], str]] = []
        self.fields: dict[str, str] = {}
        self.select = self.textarea = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        value = said.get("value", "on" if said.get("type") in ("checkbox", "radio") else "")
        is_hidden = tag == "input" and said.get("type") == "hidden"
        if tag in ("input", "select", "textarea") and not is_hidden:
            self.asking.append((self.fields, name))
        if tag == "form":
            self.fields = {}
            if said.get("method") == "post":
                self.found.append((said.get("action", ""), self.fields))
        elif tag == "textarea":
            self.textarea, self.fields[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in said:
            self.fields[self.select] = value
        elif tag in self.sending and name and self.is_sent(said):
            self.fields[name] = value

    @staticmethod
    def is_sent(said: dict[str, str]) -> bool:
        return said.get("type") not in ("checkbox", "radio", "submit") or "checked" in said

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea] += data.removeprefix("\n")


class Browser:
    def __init__(self, site: str) -> None:
        self.site = site
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str) -> str:
        return self.go(path)[1]

    def status(self, path: str) -> int:
        try:
            self.get(path)
        except urllib.error.HTTPError as error:
            return error.code
        return 200

    def send(self, path: str, having: str, **typed: str) -> tuple[str, str]:
        """Send the form of a page that has the field `having`; return where that leads."""
        forms = Forms(self.get(path)).found
        address, fields = next(form for form in forms if having in form[1])
        return self.go(address or path, urllib.parse.urlencode(fields | typed).encode())

    def go(self, path: str, data: bytes | None = None) -> tuple[str, str]:
        """Return the path that it ends on, and the page."""
        request = urllib.request.Request(f"{self.site}{path}", data)  # noqa: S310 - our own
        with self.opener.open(request, timeout=PATIENCE) as answer:
            return urllib.parse.urlsplit(answer.url).path, str(answer.read().decode())
