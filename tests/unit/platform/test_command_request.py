"""Under which idempotency key a command is queued. The scopes are stored: a changed one would lose old answers."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.engine.deduplication import IdempotencyKey
from shared.engine.executor import Job, Outcome
from shared.platform.command_request import ChatRequest, CommandRequest, KeyedRequest, chat_scope
from shared.platform.identity.actor import Actor
from shared.rules.directory import Directory, Person
from shared.support.errors import Invalid

CASE = "01935000-0000-7000-8000-000000000001"
ORDER = "01935000-0000-7000-8000-000000000002"
ACTOR = Actor(Person(staff_id="S1", name="于佳怡", unit_id="B"), Directory(), datetime(2026, 11, 2, tzinfo=UTC))
BY_STAFF = CommandRequest(actor=ACTOR, key="k", fingerprint="f", trace="t")


class Queue:
    """Takes the job and runs nothing."""

    async def submit(self, job: Job[Any]) -> Outcome:
        self.job = job
        return Outcome()


async def nothing(_: object) -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)


async def queued(request: KeyedRequest, action: str, subject_id: str | None, **how: Any) -> Job[Any]:
    """The job that a request puts into the queue."""
    queue = Queue()
    await request.run(queue, action, subject_id, nothing, **how)
    return queue.job


def by_chat(actor: Actor | None) -> ChatRequest:
    return ChatRequest.of_message("claims", "YuJiayi", "a1b2", actor, "id:7")


@pytest.mark.asyncio
async def test_a_key_of_staff_is_unique_for_person_action_and_subject() -> None:
    job = await queued(BY_STAFF, "settle", CASE)
    assert job.idempotency_key == IdempotencyKey(f"S1:settle:{CASE}", "k", "f", 200)
    assert (job.actor, job.action, job.trace, job.subjects) == ("S1", "settle", "t", (CASE,))


@pytest.mark.asyncio
async def test_a_key_for_a_new_subject_does_not_depend_on_its_id() -> None:
    job = await queued(BY_STAFF, "report", CASE, status=201, new_subject=True)
    assert job.idempotency_key == IdempotencyKey("S1:report:", "k", "f", 201)
    assert (job.subjects, job.new_subject) == ((CASE,), True)


@pytest.mark.asyncio
async def test_a_command_without_a_subject_has_a_scope_that_ends_with_a_colon() -> None:
    job = await queued(BY_STAFF, "claim", None)
    assert job.idempotency_key == IdempotencyKey("S1:claim:", "k", "f")
    assert job.subjects == ()


@pytest.mark.asyncio
async def test_all_subjects_are_loaded_with_the_command() -> None:
    assert (await queued(BY_STAFF, "end", CASE, also_subjects=(ORDER,))).subjects == (CASE, ORDER)


@pytest.mark.asyncio
async def test_an_id_that_is_none_of_ours_is_not_looked_up() -> None:
    assert (await queued(BY_STAFF, "settle", "no-id-of-ours")).subjects == ()


@pytest.mark.asyncio
async def test_a_request_without_a_key_is_done_again_or_refused_where_one_is_needed() -> None:
    without = BY_STAFF.unrepeatable()
    assert (await queued(without, "settle", CASE)).idempotency_key is None
    with pytest.raises(Invalid, match="needs an Idempotency-Key"):
        await queued(without, "report", CASE, key_needed=True)


@pytest.mark.asyncio
@pytest.mark.parametrize("action", ["report", "details", "chat"])
@pytest.mark.parametrize("actor", [ACTOR, None])
async def test_a_chat_message_has_one_answer_in_its_app_with_its_dedupe_key(action: str, actor: Actor | None) -> None:
    job = await queued(by_chat(actor), action, CASE, new_subject=action == "report")
    assert job.idempotency_key == IdempotencyKey("wecom:claims", "id:7", "id:7")
    assert chat_scope("claims") == "wecom:claims"


@pytest.mark.asyncio
async def test_the_audit_line_names_the_member_or_an_unknown_userid() -> None:
    assert (await queued(by_chat(ACTOR), "chat", None)).actor == "S1"
    assert (await queued(by_chat(None), "chat", None)).actor == "wecom:a1b2"
