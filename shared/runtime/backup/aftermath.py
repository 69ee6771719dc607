"""What is done to the databases of a restored back-up before any process can start on them.

A back-up cannot know what was revoked or erased after it was made. So every token in it ends: also those that were not
revoked since must be issued again. Here is the place to replay a list of erasures that is kept outside of the back-up.
That a back-up was restored is on record: an audit line and a security event, for those who were not at the terminal.

The back-up may be of an older version: only tables and columns that it has are written.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, inspect, update

from shared.platform.identity.tables import sessions, tokens
from shared.platform.identity.tokens import Ended
from shared.platform.security_events import SecurityKind
from shared.runtime.backup.manifest import Manifest, Progress
from shared.runtime.terminal_acts import record_in
from shared.support.host_user import host_user

ACTION = "backup.restore"
ENDED = "{count} tokens were valid when the back-up was made; all have ended: issue new ones"


def settle_restored(connection: Connection, manifest: Manifest, now: datetime, progress: Progress) -> None:
    """End all tokens and sessions in the restored platform database, and record it; in the caller's transaction."""
    ended = _end_tokens(connection, now)
    facts = {"user": host_user(), **facts_of(manifest), "tokens_ended": ended}
    record_in(connection, now, ACTION, facts, SecurityKind.RESTORED)
    progress(ENDED.format(count=ended))


def facts_of(manifest: Manifest) -> Mapping[str, Any]:
    """For a record of what was done with a back-up: of when and which version it is, how far each log was."""
    events = {name: state.last_event or 0 for name, state in manifest.databases.items() if name != "platform"}
    return {"made_at": manifest.made_at, "version": manifest.version, "last_events": events}


def _end_tokens(connection: Connection, now: datetime) -> int:
    known = {column["name"] for column in inspect(connection).get_columns(tokens.name)}
    ended = {"revoked_at": now, "ended_as": Ended.RESTORED.value}
    values = {name: value for name, value in ended.items() if name in known}
    if inspect(connection).has_table(sessions.name):
        ended_sessions = {"ended_at": now, "ended_as": Ended.RESTORED.value}
        connection.execute(update(sessions).where(sessions.c.ended_at.is_(None)).values(ended_sessions))
    return connection.execute(update(tokens).where(tokens.c.revoked_at.is_(None)).values(values)).rowcount
