"""What is printed when the server is ready: its address, its time, and in the demo who can sign in."""

import json
from collections.abc import Sequence

from shared.platform.clock.steps import held_since
from shared.platform.context import AppContext
from shared.platform.demo import SIGN_INS
from shared.platform.settings import Profile
from shared.rules.directory import Directory, Role
from shared.support.local_time import SHANGHAI
from shared.support.terminal import is_terminal, say, table

SHOWN_FIRST = (Role.REPORTER, Role.LEADER, Role.COMPLAINT_GROUP)


def show(context: AppContext, address: str) -> None:
    """Print it."""
    settings = context.settings
    local = context.clock.now().astimezone(SHANGHAI)
    say()
    say(f"The hotline is ready at {address}" + (f"   (API: {address}/docs)" if settings.documented else ""))
    speed = f", {settings.clock_speed:g} times as fast as real time" if settings.clock_speed != 1 else ""
    say(f"Its time is {local:%Y-%m-%d %H:%M}{speed}. Data is in {settings.data_dir.resolve()}. Ctrl-C stops it.")
    if held_since(context.clock) is not None:
        say("Its clock is HELD: the host's clock is implausible, no timer fires. See: python -m services clock status")
    if settings.profile is Profile.DEMO:
        _sign_ins(context, address)
    elif not context.directory.current.version:
        say("There is no directory yet, so no person can sign in: python -m services import-directory FOLDER")
    say()


def _sign_ins(context: AppContext, address: str) -> None:
    path = context.settings.data_dir / SIGN_INS
    entries: list[dict[str, str]] = json.loads(path.read_text("utf-8"))
    if not is_terminal():
        say(f"{len(entries)} demo sign-ins are in {path.resolve()}; tokens are printed at a terminal only.")
        return
    chosen = _one_of_each_role(entries, context.directory.current)
    say()
    say(f"Some of the {len(entries)} demo sign-ins in {path.resolve()}:")
    table(
        ("role", "name", "id", "token"),
        [(role.value, entry["name"], entry["staff_id"], entry["token"]) for role, entry in chosen.items()],
    )
    say()
    say("Open the pages, and choose one of them there:")
    say(f"  {address}/sign-in")


def _one_of_each_role(entries: Sequence[dict[str, str]], directory: Directory) -> dict[Role, dict[str, str]]:
    """For each role a person with few others; the leader is that of the reporter, so that a case can be tried."""
    chosen = {}
    for role in sorted(Role, key=lambda role: role not in SHOWN_FIRST):
        holders = [entry for entry in entries if role.value in entry["roles"]]
        if holders:
            chosen[role] = min(holders, key=lambda entry: len(entry["roles"]))
    office = directory.leader_of(chosen[Role.REPORTER]["staff_id"])
    for entry in entries:
        if office is not None and entry["staff_id"] == office.holder_id:
            chosen[Role.LEADER] = entry
    return chosen
