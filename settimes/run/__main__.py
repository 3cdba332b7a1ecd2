"""`python -m settimes.run`: start everything on one machine, and end it all by one Ctrl-C."""

import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from settimes import environment as env
from settimes.embedded import NoValkey
from settimes.run.ground import NO_ROOM, Address, DataDir, Refusal, disk_full
from settimes.run.launcher import Run, Stopped, say

CHECKOUT = Path(__file__).resolve().parents[2]


def ready_to_run() -> Run:
    """Check everything that needs no process yet, and take the data folder."""
    address = Address.from_environment()
    if not env.text("SITE_URL"):
        os.environ["SITE_URL"] = address.site_url
        if address.from_here != address:
            say("Other machines are answered at the address in SITE_URL only: set it for them.")
    data_dir = DataDir(env.directory("DATA_DIR", default=CHECKOUT / "var"))
    data_dir.take(say)
    run = Run(address, data_dir, site_url=settings.SITE_URL)  # the first use reads every setting
    address.check_free()
    return run


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settimes.settings")
    try:
        run = ready_to_run()
        try:
            run.start()
            run.watch()
        except Stopped:
            say("\nStopping.")
        except Refusal as refusal:
            say(f"\n{refusal}")
            return 1
        finally:
            run.end()
    except KeyboardInterrupt:  # before there was anything to end
        return 0
    except (Refusal, NoValkey, ImproperlyConfigured) as refusal:
        say(str(refusal))
        return 1
    except OSError as error:
        place = env.directory("DATA_DIR", default=CHECKOUT / "var")
        full = error.errno in NO_ROOM
        say(str(disk_full(place)) if full else f"{error.filename}: {error.strerror}.")
        return 1
    say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
