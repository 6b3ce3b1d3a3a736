"""Tables to which rows are only added, held by the database itself (triggers, the same rule on both engines)."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

SQLITE = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON {table} FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'append only: {table}');
END
"""
POSTGRES = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = 'append only: {table}';
END $$
"""
EVENTS = ("UPDATE", "DELETE")


class AppendOnly(Operation):
    """Adds the triggers: rows of the table are never changed and never taken away."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    @property
    def name(self) -> str:
        return f"{self.table}_kept"

    def deconstruct(self) -> Any:
        return ("AppendOnly", [self.table], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state of the models does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        words = {"name": self.name, "table": self.table}
        with schema_editor.connection.cursor() as cursor:
            if schema_editor.connection.vendor == "sqlite":
                for event in EVENTS:
                    cursor.execute(SQLITE.format(event=event, **words))
                return
            cursor.execute(POSTGRES.format(**words))
            cursor.execute(
                f"CREATE TRIGGER {self.name} BEFORE UPDATE OR DELETE ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            )

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        with schema_editor.connection.cursor() as cursor:
            if schema_editor.connection.vendor == "sqlite":
                for event in EVENTS:
                    cursor.execute(f"DROP TRIGGER {self.name}_{event}")
                return
            cursor.execute(f"DROP TRIGGER {self.name} ON {self.table}")
            cursor.execute(f"DROP FUNCTION {self.name}()")

    def describe(self) -> str:
        return f"Rows of {self.table} are only added"
