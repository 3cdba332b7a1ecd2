"""Wiring of the four apps, and the kit they stand on."""

from settimes.celery import app as celery_app

__all__ = ["celery_app"]
