"""An organizer at a browser, who tries again for as long as the server is away."""

import http.client
import json
import time
import urllib.parse
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from urllib.error import HTTPError

from tests.faults.told_once import Place
from tests.run.browser import Browser, Forms

EVENT = "/manage/events/vol-7"
LOGIN = "/accounts/login/"
PATIENCE = 120
OURS = 500  # an answer from here on is the server's fault, and worth another try
T = TypeVar("T")


class Organizer:
    """Ed. Whatever he does is asked for what it should come to, so sent twice it is done once."""

    def __init__(self, port: int) -> None:
        self.browser = Browser(f"http://127.0.0.1:{port}")
        self.answers = 0

    def _patiently(self, do: Callable[[], T]) -> T:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = do()
            except (OSError, http.client.HTTPException) as error:
                if isinstance(error, HTTPError) and error.code < OURS:
                    raise
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
            else:
                self.answers += 1
                return answer

    def sign_in(self) -> None:
        self._patiently(self._sign_in)

    def _sign_in(self) -> None:
        where, _ = self.browser.go("/manage/")
        if where == LOGIN:  # else he is in, and only the answer was lost
            typed = {"email": "Ed@example.org", "password": "a long enough password"}
            self.browser.send(LOGIN, having="password", **typed)

    def publish(self) -> None:
        path = f"{EVENT}/publish/"
        self._patiently(lambda: self.browser.send(path, having="step", step="publish"))

    def start(self, band: str, at: str) -> None:
        """Let a band's set start then."""
        path = f"{EVENT}/lineup/{self.schedule()[band]['id']}/edit/"
        self._patiently(lambda: self.browser.send(path, having="note", start=at))

    def undo(self) -> None:
        """Take the latest act back; pressed again, it says that this is done already."""
        page = self._patiently(lambda: self.browser.get(f"{EVENT}/history/"))
        address, fields = next(form for form in Forms(page).found if "/undo/" in form[0])
        sent = urllib.parse.urlencode(fields).encode()
        self._patiently(lambda: self.browser.go(address, sent))

    def schedule(self) -> dict[str, dict[str, Any]]:
        """Return what anybody may know of each band's set."""
        path = "/api/v1/schedule?event=vol-7"
        found = json.loads(self._patiently(lambda: self.browser.get(path)))
        return {one["band"]["name"]: one for one in found["performances"]}

    def truth(self) -> dict[str, Place]:
        return {
            name: Place(date.fromisoformat(one["day"]), one["start"], one["venue"]["name"])
            for name, one in self.schedule().items()
        }
