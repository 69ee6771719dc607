"""A row of the catalogue of acts (`tests.harness.acts`): what it states, and the values that many rows share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.harness.case_stages import Brought, Stage
from tests.harness.fuzz_bodies import (
    Named,
    nothing,
)

Body = Mapping[str, Any] | Callable[[Brought], Mapping[str, Any]]
SUCCESS = (200, 201, 204)


@dataclass(frozen=True)
class Attempt:
    """Tried by everybody; succeeds for the people of the oracle's `rule`, at each of the `stages` of a case.

    Without stages it is about no case in particular. `answers`: the statuses of a success.
    """

    rule: str
    stages: tuple[Stage, ...] = ()
    body: Body = field(default_factory=dict)
    answers: tuple[int, ...] = SUCCESS

    def body_for(self, case: Brought) -> dict[str, Any]:
        """The body for this case."""
        return dict(self.body(case) if callable(self.body) else self.body)


@dataclass(frozen=True)
class Way:
    """How a generated request succeeds: sent `by` a staff id or a part of the cast, naming what `names` returns.

    `stages`: those of the row unless stated; where there are none, there is no case. `moves`: a success takes the case
    to another stage, so that it is used up.
    """

    by: str
    stages: tuple[Stage, ...] | None = None
    names: Named = nothing
    moves: bool = False


@dataclass(frozen=True)
class Step:
    """The rule of the story machine that does it, and which kind of case it `fits` (`story_actors.FITTING`)."""

    rule: str
    fits: str = ""


@dataclass(frozen=True)
class Act:
    """One route, as `METHOD path`. `story`: the step of the story machine that does it, or why none does.

    `besides` are attempts whose rule is another one, because of their body or the stage of the case.
    """

    route: str
    tried: Attempt
    fuzz: Way
    story: Step | str
    besides: tuple[Attempt, ...] = ()

    @property
    def name(self) -> str:
        """The last word of the route."""
        return self.route.rpartition("/")[2]

    @property
    def word(self) -> str:
        """The name, written as actions and triggers are."""
        return self.name.replace("-", "_")

    @property
    def fits(self) -> str:
        """The kind of case that the step of the story machine looks for."""
        return self.story.fits if isinstance(self.story, Step) else ""

    @property
    def attempts(self) -> Iterator[Attempt]:
        """All of them."""
        yield from (self.tried, *self.besides)

    @property
    def fuzz_stages(self) -> tuple[Stage, ...]:
        """The stages at which a generated request can succeed."""
        return self.tried.stages if self.fuzz.stages is None else self.fuzz.stages


CASE, TASK = "/api/callback/cases/{id}", "/api/callback/tasks/{task}"
ONSITE, PLATFORM = "/api/escalation/cases/{id}", "/api/platform"
ALL = tuple(Stage)
WITH_CALLBACK = tuple(stage for stage in Stage if stage not in (Stage.CALMING, Stage.RAISED))
STILL_OPEN = tuple(stage for stage in WITH_CALLBACK if stage not in (Stage.ARCHIVED, Stage.CLOSED))
OPERATIONS, ADMINISTRATOR, AGENT, AUDITOR, CENTRE_HEAD, LEADER = "S0077", "S0007", "S0029", "S0081", "S0014", "S0114"
WHY = {"reason": "核实"}
PHONE = {"fields": ["phone"], **WHY}
TO_SALES = {"responsible_unit_id": "JS-NJ-XS"}

NO_TOKEN = "no token"
"""Instead of a rule: open without a token, as the answer holds no data of a person or case."""
SIGNED = "signed by WeCom"
"""Instead of a rule: the sender is known by a signature, never by a token."""


def leaving(case: Brought) -> dict[str, Any]:
    """The level that is left."""
    return {"level": 1 if case.stage is Stage.RAISED else 0}


def complained(case: Brought) -> dict[str, Any]:
    """A formal complaint, made just now."""
    return {"source": "12378", "at": case.at.isoformat()}


def by_phone(body: Callable[[Brought], dict[str, Any]]) -> Callable[[Brought], dict[str, Any]]:
    """For a person on the phone."""
    return lambda case: body(case) | {"call_id": "CALL-2"}


READS = "reads only; the step `reads` tries the two reads of a case"
READ = "notes which of one's own messages were read; moves nothing"
FOR_PHONE = {"phone": "13912345678", "purpose": "核实"}
FINDS = "finds cases by a number, on record; moves nothing"
REVEALS = "reads personal data, on record; moves nothing"
NO_CASE = "touches no case"

ON_SITE, IN_A_UNIT = Step("on_site", "climbing"), Step("in_the_unit", "in_a_unit")
DECIDES, AFTER_GIVING_UP = Step("decides", "in_a_unit"), Step("decides", "given_up")


def within_the_branch(case: Brought) -> Mapping[str, Any]:
    """To a county of the lead unit's prefecture, which handles all lines."""
    near = {"JS-NJ-LP": "JS-NJ-GL", "JS-SZ-LP": "JS-SZ-CS", "JS-SZ-KS": "JS-SZ-CS", "JS-WX-JY": "JS-WX-YX"}
    return {"unit_id": near[case.cast.unit], **WHY}
