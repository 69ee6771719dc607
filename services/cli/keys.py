"""`keys`: what the data are paired with, and the changes that a person has to decide."""

import asyncio
from dataclasses import replace
from typing import Any

from services.cli.admin_client import Refused
from shared.platform.settings import Settings
from shared.support.terminal import say

ACCEPTED = "{name}: the next start pairs the one of its settings"
ACCEPTED_EMPTY = (
    "{name}: the next start takes the empty database (in production `migrate` first), and fills it with what "
    "the other services know"
)


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the commands."""
    parser = commands.add_parser("keys", help="whether keys, profile and data go together, and what may be changed")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    check = acts.add_parser("check", help="compare the key file and the profile with the data; changes nothing")
    check.set_defaults(run=lambda settings, asked: asyncio.run(_check(settings)))
    rotate = acts.add_parser(
        "rotate",
        help="a new wrapping key for all keys of cases; stop every server first, run it again if it was cut off",
    )
    rotate.set_defaults(run=lambda settings, asked: asyncio.run(_rotate(settings)))
    accept = acts.add_parser(
        "accept",
        help="let the next start take another outside account (wecom_corpid), or a service's database that was emptied",
    )
    accept.add_argument("account", metavar="WHAT", help="wecom_corpid, intake, escalation or callback")
    accept.set_defaults(run=lambda settings, asked: asyncio.run(_accept(settings, asked.account)))


async def _check(settings: Settings) -> int:
    from shared.platform.pairing.judgement import judge
    from shared.platform.pairing.rows import existing_keys
    from shared.runtime.finding import find

    found = await find(settings)
    keys = existing_keys(settings)
    judge(found, keys, settings.profile, settings.keys)
    say(f"key file   {settings.keys.resolve()}{'' if keys else ': not there yet, the first start makes it'}")
    if keys is not None:
        say(f"root       {keys.fingerprint()}")
        say(f"wrapping   {', '.join(sorted(keys.wrapping))} (new keys: {keys.current})")
    if found.pairing is None:
        say("data       not paired yet: the next start does it")
        return 0
    say(f"profile    {found.pairing.profile.value}")
    say(f"in use     {', '.join(sorted(found.pairing.wrapping))}")
    for name, value in sorted(found.pairing.facts.items()):
        say(f"{name:<10} {value}")
    say("keys, profile and data go together")
    return 0


async def _rotate(settings: Settings) -> int:
    from shared.runtime.finding import refuse_nothing
    from shared.runtime.rotation import rotate
    from shared.support.host_clock import read_wall

    await refuse_nothing(settings)
    key_id, count = await rotate(settings, read_wall())
    say(f"{key_id}: the new wrapping key; {count} keys of cases were wrapped again")
    say(f"copy {settings.keys.resolve()} to every host and to where you keep its copies, before the next start there")
    return 0


async def _accept(settings: Settings, account: str) -> int:
    from shared.contracts.services import PLATFORM, SERVICES
    from shared.platform.pairing.judgement import judge
    from shared.platform.pairing.log_extents import give_up_log
    from shared.platform.pairing.rows import existing_keys, forget_account
    from shared.runtime.finding import find, refuse_nothing
    from shared.runtime.storage import open_storage
    from shared.support.host_clock import read_wall

    await refuse_nothing(settings)
    storage = open_storage(settings, single_process=True)
    try:
        found = await find(settings)
        emptied = account in found.emptied
        others = {service: last for service, last in found.emptied.items() if service != account}
        judge(replace(found, emptied=others), existing_keys(settings), settings.profile, settings.keys)
        platform = await storage.database(PLATFORM)
        try:
            if emptied:
                await give_up_log(platform, account, read_wall())
            elif account in SERVICES:
                raise Refused([f"{account}: its database has its events; nothing is to be accepted"])
            elif not await forget_account(platform, account, read_wall()):
                raise Refused([f"{account}: the data are paired with no such account"])
        finally:
            await platform.close()
    finally:
        await storage.close()
    say((ACCEPTED_EMPTY if emptied else ACCEPTED).format(name=account))
    return 0
