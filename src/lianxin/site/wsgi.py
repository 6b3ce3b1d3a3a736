"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.site.settings")
application = get_wsgi_application()

# What is loaded by now stays for good: the collector need not walk through it during a request.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
