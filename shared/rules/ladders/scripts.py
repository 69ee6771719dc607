"""What a caller says in a call, by its kind: dated, as the business rewords it more often than code changes.

Values and look-up only; `shared.platform.policies.loading` reads them from `scripts.toml`.
"""

from dataclasses import dataclass
from datetime import date

from shared.contracts.callback_values import TaskKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """The sentences of one kind of call, from `valid_from` to `last_day`, both included."""

    kind: TaskKind
    zh: tuple[str, ...]
    en: tuple[str, ...]
    valid_from: date
    last_day: date | None = None

    def lines(self, language: str) -> tuple[str, ...]:
        """The sentences in English if `language` is English, else in Chinese."""
        return self.en if language.startswith("en") else self.zh

    def holds_on(self, day: date) -> bool:
        """True from its first to its last day."""
        return self.valid_from <= day and (self.last_day is None or day <= self.last_day)
