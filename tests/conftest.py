"""What every test stands on: the product's tables in the database, and the cast."""

import pytest
from django.conf import settings
from django.core.management import call_command

from lianxin.kernel import memory
from lianxin.site.instance import load_tables
from tests.cast import Cast


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        load_tables()


@pytest.fixture(autouse=True)
def _quick(settings):
    """Passwords hash quickly; static names need no manifest."""
    memory.KEPT = 0  # rows that a test makes by hand do not move the audit chain
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _tables_back(request, django_db_blocker):
    """A test with real commits empties every table behind it: what comes with the product returns."""
    yield
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        with django_db_blocker.unblock():
            load_tables()


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture(scope="session")
def engine() -> str:
    return settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
