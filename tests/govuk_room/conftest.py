"""Just enough of Django to render a template: the room has no models, so nothing else is needed."""

import django
from django.conf import settings

if not settings.configured:
    settings.configure(
        STATIC_URL="/static/", INSTALLED_APPS=["django.contrib.staticfiles", "placepact.govuk"]
    )
    django.setup()
