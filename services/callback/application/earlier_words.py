"""Acts whose word has changed since version 0.1.0, and their earlier word in the scope of idempotency keys.

Answers are stored under that scope: with the earlier word, a request repeated across the upgrade is still answered
from storage and not done a second time.
"""

from dataclasses import dataclass

from shared.platform.command_request import CommandRequest

EARLIER_WORDS = {"answer": "answer_order", "attempts": "attempt", "override_independence": "override"}


@dataclass(frozen=True, kw_only=True)
class _InEarlierScope(CommandRequest):
    def scope(self, action: str, subject_id: str) -> str:
        return super().scope(EARLIER_WORDS[action], subject_id)


def in_earlier_scope(request: CommandRequest) -> CommandRequest:
    """The same request, its key in the scope of the act's earlier word."""
    return _InEarlierScope(actor=request.actor, key=request.key, fingerprint=request.fingerprint, trace=request.trace)
