"""`retention`: erase the cases whose retention period is over, or list them, and say why one is kept."""

import asyncio
from collections import Counter
from typing import Any

from services.cli.admin_client import admin_client, checked
from shared.platform.settings import Settings
from shared.support.terminal import say, table

ROUTE = "/api/platform/retention"
KEPT = {
    "case_on_hold": "kept: on legal hold",
    "case_open": "kept: open again",
    "events_under_way": "kept: events of it are on their way",
}


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser(
        "retention",
        help="erase the cases whose retention period is over; --dry-run lists them",
        description="The periods are [retention] of the policy of every unit; without it all cases are kept for ever. "
        "A running hotline erases automatically, once a day. Cases on legal hold and open cases are kept.",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="list what is due and why a case is kept; change nothing"
    )
    parser.set_defaults(run=lambda settings, asked: asyncio.run(_run(settings, dry_run=asked.dry_run)))


async def _run(settings: Settings, *, dry_run: bool) -> int:
    async with admin_client(settings) as client:
        answer = checked(await (client.get(ROUTE) if dry_run else client.post(ROUTE)))
        items = list(answer["items"])
        while answer["more"] and not dry_run:
            answer = checked(await client.post(ROUTE))
            items += answer["items"]
    periods = answer["periods"]
    say("periods  " + ", ".join(f"{kind}: {_period(months)}" for kind, months in periods.items()))
    _list({item["case_id"]: item for item in items}, "to be erased" if dry_run else "erased")
    if answer["more"]:
        say("There are more; these are the first.")
    return 0


def _list(cases: dict[str, dict[str, Any]], outcome: str) -> None:
    said = {case_id: KEPT.get(item["kept_as"], item["kept_as"]) or outcome for case_id, item in cases.items()}
    if cases:
        rows = [(case_id, item["kind"], item["since"], said[case_id]) for case_id, item in cases.items()]
        table(("case", "kind", "since", "state"), rows)
    for state, count in sorted(Counter(said.values()).items()):
        say(f"{count} {state}")
    if not cases:
        say("No case is due.")


def _period(months: int | None) -> str:
    return "for ever" if months is None else f"{months} month{'s' if months > 1 else ''}"
