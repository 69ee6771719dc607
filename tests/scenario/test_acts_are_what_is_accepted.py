"""`acts` is what the service accepts: cases at every stage, people of every kind, each act tried and compared.

No database keeps a change, so that each try meets the same state. A body that lacks something (422) is not a refusal of
the act: who sends it may correct it.
"""

from collections.abc import Iterator
from typing import Any

import httpx

from services.callback.domain.states import Trigger
from tests.harness.act import CASE, ONSITE, TASK, Act
from tests.harness.acts import ACTS, BY_ROUTE
from tests.harness.case_stages import Brought, Stage, bring
from tests.harness.stacks import only_embedded
from tests.harness.world import Person, World
from tests.service.test_authorization import CASTS, PEOPLE, KeepsNothing

pytestmark = only_embedded("who may do what is decided before any database is asked")

OF_CASE = {act.word: act for act in ACTS if act.route.startswith(f"POST {CASE}/") and act.word in set(Trigger)}
OF_ORDER = {"answer": BY_ROUTE["POST /api/callback/orders/{order}/answer"]}
OF_TASK = {act.word: act for act in ACTS if act.route.startswith(f"POST {TASK}/")}
ON_SITE = {act.word: act for act in ACTS if act.route.startswith(f"POST {ONSITE}/") and act.word != "reveal"}
CLAIM = {"claim": BY_ROUTE["POST /api/callback/tasks/claim"]}
REFUSED = (403, 404, 409)
AT_A_TIME = 4
"""So many people try each case, others the next one: with all casts and stages everybody tries some."""


async def accepted(person: Person, case: Brought, acts: dict[str, Act], **more: Any) -> set[str]:
    """The acts that are not refused for this person and this case."""
    answers = {word: await tried(person, case, act, more) for word, act in acts.items()}
    assert all(answer.status_code < 500 for answer in answers.values())
    return {word for word, answer in answers.items() if answer.status_code not in REFUSED}


async def tried(person: Person, case: Brought, act: Act, more: dict[str, Any]) -> httpx.Response:
    path = act.route.partition(" ")[2]
    task, order = case.task or f"{case.id}.t1", case.order or f"{case.id}.o1"
    return await person.post(path.format(id=case.id, task=task, order=order), act.tried.body_for(case) | more)


def trials(cases: list[Brought]) -> Iterator[tuple[Brought, str]]:
    """Each case with its own people, and with some others."""
    for number, case in enumerate(cases):
        cast = case.cast
        own = {cast.reporter, cast.caller, cast.supervisor, cast.head, cast.handler}
        others = (PEOPLE[(number * AT_A_TIME + place) % len(PEOPLE)] for place in range(AT_A_TIME))
        yield from ((case, who) for who in sorted(own.union(others)))


async def differences(world: World, case: Brought, who: str) -> list[str]:
    """Where what a person is told they may do is not what is accepted from them."""
    person = await world.sign_in(who)
    found: list[tuple[set[str], set[str]]] = []
    onsite = await person.get(f"/api/escalation/cases/{case.id}")
    if onsite.status_code == 200:
        found.append((set(onsite.json()["acts"]), await accepted(person, case, ON_SITE, call_id="CALL-2")))
    seen = await person.get(f"/api/callback/cases/{case.id}")
    if seen.status_code == 200:
        body = seen.json()
        found.append((set(body["acts"]) - {"call"}, await accepted(person, case, OF_CASE | OF_ORDER)))
        if body["task"] is not None:
            acts = set(body["task"]["acts"])
            case.task = body["task"]["task"]
            taken = await accepted(person, case, CLAIM, task=case.task)
            found.append((acts, taken | await accepted(person, case, OF_TASK, fence=case.fence)))
            assert ("call" in body["acts"]) == bool(acts)
    return [f"{case.stage} {who}: told {told - may}, may {may - told}" for told, may in found if told != may]


async def test_a_page_draws_exactly_the_buttons_that_the_service_accepts(world: World) -> None:
    cases = [await bring(world, stage, cast) for cast, _ in CASTS.values() for stage in Stage]
    for who in {who for _, who in trials(cases)}:
        await world.sign_in(who)
    executors = [service.executor for service in world.services.values()]
    kept = [executor.database for executor in executors]
    for executor in executors:
        executor.database = KeepsNothing(executor.database)
    wrong = [line for case, who in trials(cases) for line in await differences(world, case, who)]
    for executor, database in zip(executors, kept, strict=True):
        executor.database = database
    assert wrong == []
