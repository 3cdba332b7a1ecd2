"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from settimes.checks import refuse_errors

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settimes.settings")

application = get_wsgi_application()
refuse_errors()
