"""Alembic's environment: configures it with the connection and the tables from `shared.engine.migrations`."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
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


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_item=render,
    compare_type=compare_type,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
