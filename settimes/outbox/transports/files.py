"""Mail for a machine without a mail server: one file each, or the console."""

import os
import sys
import uuid
from pathlib import Path

from settimes.outbox.crash import crash_point
from settimes.outbox.transports.answers import Unreachable


class FileTransport:
    """Each mail becomes a file in the folder, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Unreachable("connect", f"{type(error).__name__}: {error}") from error

    def offer(self, sender: str, recipient: str) -> None:
        """Nothing to ask: a folder takes everything."""

    def hand(self, content: bytes) -> str:
        name = uuid.uuid4().hex
        draft, final = self.folder / f".{name}", self.folder / f"{name}.eml"
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            crash_point("before_dot")
            draft.rename(final)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise Unreachable("body", f"{type(error).__name__}: {error}") from error
        crash_point("after_dot")
        return f"250 {final.name}"

    def drop(self) -> None:
        pass

    def quit(self) -> None:
        pass


class ConsoleTransport:
    """Each mail is printed."""

    def open(self) -> None:
        pass

    def offer(self, sender: str, recipient: str) -> None:
        pass

    def hand(self, content: bytes) -> str:
        sys.stdout.write(content.decode() + "\n" + "-" * 79 + "\n")
        sys.stdout.flush()
        return "250 printed"

    def drop(self) -> None:
        pass

    def quit(self) -> None:
        pass
