"""Celery as the clock: it wakes up code whose state is in rows, and holds none itself."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settimes.settings")

app = Celery("settimes")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["settimes"], related_name="health")
app.autodiscover_tasks(["settimes"], related_name="purging")
