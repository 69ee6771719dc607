"""The budgets of reading personal data: how much each person has used, in one row of the platform each.

All services share them: sixty cases an hour are sixty, whichever service reveals them. Two requests of one person at
once are settled by the row's version.
"""

from datetime import datetime
from enum import StrEnum
from math import ceil

from sqlalchemy import Column, Integer, Table, Text, bindparam, insert, select, update

from shared.engine import codec
from shared.engine.db.database import Change, Collision, Database
from shared.engine.db.types import Json
from shared.platform.directory.tables import PLATFORM
from shared.platform.identity.actor import Actor
from shared.platform.security_events import SecurityKind, SecurityLog
from shared.rules.budget import Budget, Uses
from shared.rules.ladders.policy import PolicyBook, PrivacyPolicy
from shared.support.errors import TooMany, Unavailable

budgets = Table(
    "budgets",
    PLATFORM,
    Column("staff_id", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("uses", Json, nullable=False),
)

READ = select(budgets.c.version, budgets.c.uses).where(
    budgets.c.staff_id == bindparam("who"), budgets.c.purpose == bindparam("what")
)
FIRST = insert(budgets)
NEXT = (
    update(budgets)
    .where(
        budgets.c.staff_id == bindparam("who"),
        budgets.c.purpose == bindparam("what"),
        budgets.c.version == bindparam("was"),
    )
    .values(version=budgets.c.version + 1, uses=bindparam("new_uses", type_=Json()))
)
TRIES = 5


def privacy_policy(policies: PolicyBook, actor: Actor, at: datetime) -> PrivacyPolicy:
    """How much a person may look at, and their usual reasons: by the policy of their unit."""
    return policies.for_unit(actor.directory.path(actor.person.unit_id), at).privacy


class Purpose(StrEnum):
    """What a budget is for."""

    REVEAL = "reveal"  # counts cases
    LOOK_UP = "look_up"  # counts look-ups


class Budgets:
    """What each person has used, kept in the platform's database; how much they have is in the policy of their unit."""

    def __init__(self, platform: Database, policies: PolicyBook, security: SecurityLog) -> None:
        self._platform = platform
        self._policies = policies
        self._security = security

    async def spend(self, actor: Actor, purpose: Purpose, subject: str | None, now: datetime) -> None:
        """Count one use, of this subject if there is one. Raises `TooMany` if the person's budget is used up."""
        budget = self._budget(actor, purpose, now)
        for _ in range(TRIES):
            if await self._spent(actor.staff_id, purpose, subject, now, budget):
                return
        raise Unavailable("contended", "Too many requests of this person at once; send it again.", retry_after=1)

    async def _spent(self, who: str, purpose: Purpose, subject: str | None, now: datetime, budget: Budget) -> bool:
        """False if another request of the same person was faster."""
        rows = await self._platform.ask(READ, {"who": who, "what": purpose.value})
        uses = codec.load(rows[0]["uses"], Uses) if rows else Uses()
        try:
            _must_be_free(uses.free_at(subject, now, budget), now)
        except TooMany:
            self._security.note(SecurityKind.BUDGET_EXCEEDED, f"{purpose} {who}", most=budget.most)
            raise
        counting, used = uses.counting(now, budget), uses.after(subject, now, budget)
        if purpose is Purpose.REVEAL and len(counting.made) < -(-budget.most // 2) == len(used.made):
            self._security.note(SecurityKind.BULK_REVEAL, who, cases=len(used.made))
        after = codec.dump(used, Uses)
        if rows:
            row = {"who": who, "what": purpose.value, "was": rows[0]["version"], "new_uses": after}
            return await self._changed((NEXT, [row]))
        return await self._changed((FIRST, [{"staff_id": who, "purpose": purpose.value, "version": 1, "uses": after}]))

    async def _changed(self, change: Change) -> bool:
        try:
            return sum(await self._platform.change(change)) == 1
        except Collision:
            return False

    def _budget(self, actor: Actor, purpose: Purpose, now: datetime) -> Budget:
        policy = privacy_policy(self._policies, actor, now)
        return Budget(policy.reveals_an_hour if purpose is Purpose.REVEAL else policy.lookups_an_hour)


def _must_be_free(free_at: datetime, now: datetime) -> None:
    if free_at > now:
        wait = ceil((free_at - now).total_seconds())
        raise TooMany("quota_used_up", "You have looked at too much personal data within an hour.", retry_after=wait)
