"""Alembic's environment: configures it with the connection and the tables from `shared.engine.migrations`."""

from collections.abc import Iterable
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import AddColumnOp, MigrationScript, ModifyTableOps
from sqlalchemy.types import TypeEngine

from shared.engine.db.types import Json, UtcTime


def render(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Render our own column types by their names, with their imports."""
    if kind == "type" and isinstance(item, UtcTime | Json):
        autogen_context.imports.add(f"from shared.engine.db.types import {type(item).__name__}")
        return f"{type(item).__name__}()"
    return False


def compare_type(
    ctx: object, inspected: object, column: object, found: TypeEngine[Any], wanted: TypeEngine[Any]
) -> bool | None:
    """Never report a difference for a portable type: it has another form on each database."""
    return False if isinstance(wanted, UtcTime | Json) else None


refills: dict[str, dict[str, str]] = {}
"""The columns a new revision adds to tables of aggregates, with their types: they are filled from the documents."""


def note_refills(ctx: object, revision: object, directives: Iterable[MigrationScript]) -> None:
    """Note which added columns the new revision has to fill."""
    for script in directives:
        changes = script.upgrade_ops.ops if script.upgrade_ops else ()
        for change in (each for each in changes if isinstance(each, ModifyTableOps)):
            added = [each.column for each in change.ops if isinstance(each, AddColumnOp)]
            if added and "document" in added[0].table.c:
                refills[change.table_name] = {column.name: type_name(column.type) for column in added}


def type_name(type_: TypeEngine[Any]) -> str:
    """How a revision names this column type."""
    return repr(type_) if isinstance(type_, UtcTime | Json) else f"sa.{type_!r}"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_item=render,
    compare_type=compare_type,
    render_as_batch=True,
    process_revision_directives=note_refills,
    template_args={"refills": refills},
)
with context.begin_transaction():
    context.run_migrations()
