"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from settimes.checks import refuse_errors
from settimes.pages.front import with_pages_in_front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settimes.settings")

application = with_pages_in_front(get_wsgi_application())
refuse_errors()
