"""What every test stands on: the product's tables in the database, and the cast."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from lianxin.kernel import memory
from lianxin.site.instance import load_tables
from tests.cast import Cast

ONLY_ADDED = (
    *("lianxin_posting", "lianxin_offerterms"),
    *("lianxin_villagefact", "lianxin_itemstep", "lianxin_receiptword"),
    *("lianxin_assessment", "lianxin_assessmentstep", "lianxin_frozenassessment"),
)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as in use: each thread of the server has a connection and transactions of its own.

    In memory Django would lend them all one, where one page's transaction holds another page's rows.
    A power cut is not tried here, so nothing waits for the disk.
    """
    if connection.vendor == "sqlite":
        told = connection.settings_dict
        told["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "lianxin.sqlite3")
        told["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        _let_tables_be_emptied()
        load_tables()


def _let_tables_be_emptied():
    """A test with real commits ends by emptying every table, row by row on SQLite."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ONLY_ADDED:
                cursor.execute(f"DROP TRIGGER {table}_kept_DELETE")


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
def _in_chinese():
    """Each test begins in Chinese, whatever the reader of the one before it had chosen."""
    with translation.override("zh-hans"):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with real commits empties every table at its end: what comes with the product returns."""
    result = yield
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    commits |= bool({"transactional_db", "live_server"} & set(item.fixturenames))
    if commits and nextitem is not None:  # after the last test the database is gone
        with item.config.stash[blocking_manager_key].unblock():
            load_tables()
    return result


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture(scope="session")
def engine() -> str:
    return settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
