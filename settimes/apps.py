"""Wiring as Django sees it: checks that always run, and the admin behind this site's own door.

Other apps' classes are imported by their module: one that is named here Django takes for ours.
"""

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.admin import apps as admin
from django.contrib.staticfiles import apps as staticfiles
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules

from settimes import checks
from settimes.outbox import gate, zones


def zone() -> str:
    """Return the zone of the only organization; with several, nobody's."""
    rows = apps.get_model("accounts", "Organization")._default_manager.values_list("timezone")
    found = list(rows[:2])
    return str(found[0][0]) if len(found) == 1 else str(settings.TIME_ZONE)


class SetTimesConfig(AppConfig):
    name = "settimes"

    def ready(self) -> None:
        register(checks.production, Tags.security)
        register(checks.proxy, Tags.security, deploy=True)
        register(checks.embedded, Tags.security, deploy=True)
        register(checks.postal_address, Tags.database, deploy=True)
        gate.ask(checks.why_no_mail)
        zones.ask(zone)
        # Each app's `mails.py` registers its kinds of mail, its `purges.py` what it lets go of.
        autodiscover_modules("mails", "purges")


class Desk(admin.AdminConfig):
    default = False
    default_site = "accounts.desk.Desk"


class StaticFiles(staticfiles.StaticFilesConfig):
    """Without the scripts of passkeys that nobody loads: ours is `js/passkeys.js`."""

    default = False
    ignore_patterns = [*staticfiles.StaticFilesConfig.ignore_patterns, "django_otp_webauthn"]
