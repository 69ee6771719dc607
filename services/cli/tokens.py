"""`token`: issue, list and revoke bearer tokens. A token's secret is shown once, when it is issued."""

import argparse
import asyncio
from typing import Any

from services.cli.admin_client import admin_client, checked, segment
from shared.platform.settings import Settings
from shared.support.terminal import say, table

ROUTE = "/api/platform/tokens"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the commands."""
    parser = commands.add_parser("token", help="issue, list and revoke tokens")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    issue = acts.add_parser("issue", help="a new token for a person of the directory; its secret is shown once")
    issue.add_argument("staff_id", metavar="STAFF_ID")
    issue.add_argument(
        "--expires-days", type=int, metavar="N", default=90, help="real days until it expires (default: 90)"
    )
    issue.add_argument("--label", default="cli", help="what the token is for")
    issue.set_defaults(run=lambda settings, asked: asyncio.run(_issue(settings, asked)))
    listing = acts.add_parser("list", help="every token ever issued, without its secret")
    listing.set_defaults(run=lambda settings, asked: asyncio.run(_list(settings)))
    revoke = acts.add_parser("revoke", help="make a token invalid")
    which = revoke.add_mutually_exclusive_group(required=True)
    which.add_argument("token_id", metavar="TOKEN_ID", nargs="?")
    which.add_argument("--all", action="store_true", help="every token, as after a back-up was restored")
    revoke.set_defaults(run=lambda settings, asked: asyncio.run(_revoke(settings, asked.token_id)))


async def _issue(settings: Settings, asked: argparse.Namespace) -> int:
    body = {"staff_id": asked.staff_id, "expires_in_days": asked.expires_days, "label": asked.label}
    async with admin_client(settings) as client:
        issued = checked(await client.post(ROUTE, json=body))
    say(f"token     {issued['secret']}")
    say(f"token id  {issued['token_id']}   (to revoke it)")
    say(f"for       {issued['staff_id']}, until {issued['expires_at'] or 'revoked'}")
    return 0


async def _list(settings: Settings) -> int:
    async with admin_client(settings) as client:
        tokens = checked(await client.get(ROUTE))["items"]
    columns = ("token_id", "staff_id", "label", "issued_at", "issued_by", "expires_at", "revoked_at", "ended_as")
    table(columns, [[token[column] for column in columns] for token in tokens])
    return 0


async def _revoke(settings: Settings, token_id: str | None) -> int:
    async with admin_client(settings) as client:
        known = checked(await client.get(ROUTE))["items"] if token_id is None else []
        wanted = [token_id] if token_id else [token["token_id"] for token in known if token["revoked_at"] is None]
        for each in wanted:
            checked(await client.post(f"{ROUTE}/{segment(each)}/revoke"))
    say(f"{token_id}: revoked" if token_id else f"{len(wanted)} tokens revoked")
    return 0
