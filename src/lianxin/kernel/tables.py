"""The first migration's tables, each made once as it stands in the end."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState

MAKING = (CreateModel, AddField, AddIndex, AddConstraint)


class FirstTables(Migration):
    """Where nothing was before, the way to the tables matters to nobody.

    Step by step Django builds all models anew after each of hundreds of steps, and SQLite makes a table
    anew for each of its constraints: half a minute before the product answers for the first time.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, *told: Any
    ) -> ProjectState:
        if others := [one for one in self.operations if not isinstance(one, MAKING)]:
            raise TypeError(f"{others[0].describe()}: belongs into a later migration")
        made = project_state.clone()
        vars(made).pop("apps", None)  # else each step would build the models
        made = self.mutate_state(made, preserve=False)
        for one in self.operations:
            if isinstance(one, CreateModel):
                schema_editor.create_model(made.apps.get_model(self.app_label, one.name))
        return made
