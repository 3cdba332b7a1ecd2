"""Wiring as Django sees it: checks that always run, and the admin behind this site's own door."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.checks import Tags, register

from settimes import checks
from settimes.outbox import gate


class SetTimesConfig(AppConfig):
    name = "settimes"

    def ready(self) -> None:
        register(checks.production, Tags.security)
        register(checks.proxy, Tags.security, deploy=True)
        register(checks.embedded, Tags.security, deploy=True)
        register(checks.postal_address, Tags.database, deploy=True)
        gate.ask(checks.why_no_mail)


class Desk(admin.AdminConfig):
    default = False
    default_site = "accounts.desk.Desk"
