"""Run the measurements: all of them, or those named (`python -m tests.bench lineup`)."""

import importlib
import os
import pkgutil
import sys

import django

import tests.bench
import tests.servers

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

known = [found.name for found in pkgutil.iter_modules(tests.bench.__path__)]
for name in sys.argv[1:] or [name for name in known if not name.startswith("_")]:
    importlib.import_module(f"tests.bench.{name}").main()
