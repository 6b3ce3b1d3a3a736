"""Spans that must not overlap, held by the database itself (triggers, the same rule on both engines).

``EXCLUDE`` needs a contrib extension on PostgreSQL and does not exist on SQLite, so a migration adds
a trigger: no two rows with one key may hold on the same day. On PostgreSQL the trigger first locks
the key's parent row, so that two transactions cannot both pass.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

SQLITE = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON {table} FOR EACH ROW WHEN {new}
    AND (NEW.until IS NULL OR NEW.until > NEW.from_day) BEGIN
  SELECT RAISE(FAIL, 'overlap: {name}') FROM {table} o WHERE o.{key} = NEW.{key} AND o.id <> NEW.id
    AND {old}
    AND (o.until IS NULL OR o.until > o.from_day)
    AND (o.until IS NULL OR o.until > NEW.from_day)
    AND (NEW.until IS NULL OR NEW.until > o.from_day);
END
"""
POSTGRES = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.until IS NOT NULL AND NEW.until <= NEW.from_day THEN RETURN NEW; END IF;
  IF NOT {new} THEN RETURN NEW; END IF;
  PERFORM 1 FROM {parent} WHERE id = NEW.{key} FOR UPDATE;
  IF EXISTS (SELECT 1 FROM {table} o WHERE o.{key} = NEW.{key} AND o.id <> NEW.id
    AND {old}
    AND (o.until IS NULL OR o.until > o.from_day)
    AND (o.until IS NULL OR o.until > NEW.from_day)
    AND (NEW.until IS NULL OR NEW.until > o.from_day))
  THEN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = 'overlap: {name}';
  END IF;
  RETURN NEW;
END $$
"""


class NoOverlap(Operation):
    """Adds the trigger; ``only`` is a column and value that both rows must have to count."""

    reversible = True

    def __init__(
        self, name: str, table: str, key: str, parent: str, only: tuple[str, str] | None = None
    ) -> None:
        self.name, self.table, self.key, self.parent, self.only = name, table, key, parent, only

    def deconstruct(self) -> Any:
        return ("NoOverlap", [self.name, self.table, self.key, self.parent, self.only], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state of the models does not change."""

    def _words(self) -> dict[str, str]:
        column, value = self.only or ("", "")
        one, other = (f"{row}.{column} = {value}" if column else "TRUE" for row in ("o", "NEW"))
        return {
            "name": self.name,
            "table": self.table,
            "key": self.key,
            "parent": self.parent,
            "old": one,
            "new": other,
        }

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        words = self._words()
        with schema_editor.connection.cursor() as cursor:
            if schema_editor.connection.vendor == "sqlite":
                for event in ("INSERT", "UPDATE"):
                    cursor.execute(SQLITE.format(event=event, **words))
                return
            cursor.execute(POSTGRES.format(**words))
            cursor.execute(
                f"CREATE TRIGGER {self.name} BEFORE INSERT OR UPDATE ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            )

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        with schema_editor.connection.cursor() as cursor:
            if schema_editor.connection.vendor == "sqlite":
                for event in ("INSERT", "UPDATE"):
                    cursor.execute(f"DROP TRIGGER {self.name}_{event}")
                return
            cursor.execute(f"DROP TRIGGER {self.name} ON {self.table}")
            cursor.execute(f"DROP FUNCTION {self.name}()")

    def describe(self) -> str:
        return f"No two rows of {self.table} with one {self.key} hold on the same day"
