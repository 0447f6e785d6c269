"""The web application, as a WSGI server loads it."""

import os

from django.core.wsgi import get_wsgi_application

from ropa.database import limits

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ropa.settings")

limits.serve_requests()
application = get_wsgi_application()
