"""The tables a new instance begins with: made at once, they are those that Django makes step by step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from lianxin.kernel.tables import FirstTables

FIRST = ("lianxin", "0001_initial")
COLUMNS = """SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity,
    character_maximum_length, numeric_precision, numeric_scale, collation_name
    FROM information_schema.columns WHERE table_schema = current_schema()"""
CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"


@contextmanager
def empty(name: str, folder) -> Iterator[BaseDatabaseWrapper]:
    """A place without tables of ours: a file on SQLite, a schema that is rolled back on PostgreSQL."""
    if connection.vendor == "sqlite":
        other = connection.copy()
        other.settings_dict["NAME"] = str(folder / name)
        yield other
        other.close()
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
        cursor.execute(f"SET LOCAL search_path TO {name}, public")
        yield connection
        transaction.set_rollback(True)


def made(way: type[Migration], place: BaseDatabaseWrapper) -> list[object]:
    """What the database itself says of its tables after the first migration went this way."""
    loader = MigrationLoader(None)
    first = loader.graph.nodes[FIRST]
    before: ProjectState = loader.project_state(FIRST, at_end=False)
    with place.schema_editor() as editor:
        way.apply(first, before, editor)
    with place.cursor() as cursor:
        if place.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            return sorted(parts(row[0]) for row in cursor.fetchall())
        said: list[object] = []
        for asked in (COLUMNS, CONSTRAINTS, INDEXES):
            cursor.execute(asked)
            said += sorted(map(repr, cursor.fetchall()))
        return said


def parts(statement: str) -> list[str]:
    """Its columns, constraints and conditions: the order in which columns were added tells nothing."""
    head, _, body = statement.rstrip(")").partition("(")
    return [head, *sorted(part.rstrip(")") for part in body.split(", "))]


@pytest.mark.long
@pytest.mark.django_db
def test_the_tables_made_at_once_are_those_of_each_step(tmp_path):
    said = []
    for name, way in (("tables_made", FirstTables), ("tables_grown", Migration)):
        with empty(name, tmp_path) as place:
            said.append([repr(one).replace(name, "public") for one in made(way, place)])
    at_once, stepwise = said
    assert len(at_once) > 100
    assert at_once == stepwise


def test_what_is_no_table_belongs_into_a_later_migration():
    first = type("First", (FirstTables,), {"operations": [RunSQL("SELECT 1")]})
    with pytest.raises(TypeError, match="later migration"):
        first("0001_initial", "lianxin").apply(ProjectState(), connection.schema_editor())
