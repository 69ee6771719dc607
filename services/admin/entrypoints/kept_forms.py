"""A form that was sent after the end of its session waits in the sign-in page, and comes back to who typed it.

To no other person: its key has to be one of the session whose cookie the browser still has. It is shown with a new key,
to be sent by a button; nothing is done before.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from shared.platform.context import AppContext
from shared.platform.identity.sessions import Session
from shared.support.errors import Forbidden
from shared.web.site.forms import KEY, MOST_FIELDS, check_key
from shared.web.site.session import own_path, secret_of

NOTHING_KEPT = {"sent_to": "", "kept": ""}
"""The fields of the sign-in page that hold a form: its address, and all that was in it."""

Fields = list[tuple[str, str]]


async def kept_form(
    context: AppContext, cookies: Mapping[str, str], typed: Mapping[str, str], session: Session
) -> tuple[str, Fields] | None:
    """The address and the fields of the form that this person had sent; None if there is none, or it is another's."""
    secret, sent_to = secret_of(cookies), own_path(typed.get("sent_to"))
    before = await context.sessions.ended(secret) if secret is not None and typed.get("kept") else None
    if before is None or before.staff_id != session.staff_id:
        return None
    try:
        fields = parse_qsl(typed["kept"], keep_blank_values=True, max_num_fields=MOST_FIELDS)
        check_key(before, sent_to, dict(fields).get(KEY, ""))
    except (ValueError, Forbidden):
        return None
    return sent_to, [(name, value) for name, value in fields if name != KEY]
