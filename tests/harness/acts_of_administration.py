"""The part of the catalogue of acts (`acts`) that health, administration and the auditor have."""

from tests.harness.act import (
    ADMINISTRATOR,
    AGENT,
    ALL,
    AUDITOR,
    NO_CASE,
    NO_TOKEN,
    OPERATIONS,
    PLATFORM,
    READS,
    WHY,
    Act,
    Attempt,
    Way,
)
from tests.harness.case_stages import Stage

OF_ADMINISTRATION = (
    Act("GET /livez", Attempt(NO_TOKEN), Way(AUDITOR), NO_CASE),
    Act("GET /readyz", Attempt(NO_TOKEN), Way(AUDITOR), NO_CASE),
    Act("GET /metrics", Attempt(NO_TOKEN), Way(OPERATIONS), NO_CASE),
    Act(f"GET {PLATFORM}/clock", Attempt(NO_TOKEN), Way(AUDITOR), NO_CASE),
    Act(f"POST {PLATFORM}/clock/confirm", Attempt("operations", answers=(409,)), Way(OPERATIONS), NO_CASE),
    Act(
        f"POST {PLATFORM}/clock/set-back",
        Attempt("administrators", body=WHY, answers=(409,)),
        Way(ADMINISTRATOR),
        NO_CASE,
    ),
    Act(f"GET {PLATFORM}/me", Attempt("anyone"), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/names", Attempt("anyone"), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/units", Attempt("anyone"), Way(AGENT), NO_CASE),
    Act(f"GET {PLATFORM}/staff", Attempt("anyone"), Way(AGENT), NO_CASE),
    Act(f"GET {PLATFORM}/causes", Attempt("anyone"), Way(AGENT), NO_CASE),
    Act(f"GET {PLATFORM}/reasons", Attempt("anyone"), Way(AGENT), NO_CASE),
    Act(f"GET {PLATFORM}/quality-items", Attempt("administrators and auditors"), Way(ADMINISTRATOR), NO_CASE),
    Act(
        f"POST {PLATFORM}/quality-items/{{item}}/resolve",
        Attempt("administrators", answers=(404,)),
        Way(ADMINISTRATOR),
        NO_CASE,
    ),
    Act(
        f"POST {PLATFORM}/quality-items/{{item}}/dismiss",
        Attempt("administrators", body=WHY, answers=(404,)),
        Way(ADMINISTRATOR),
        NO_CASE,
    ),
    *(
        Act(f"GET /api/{name}/audit", Attempt("auditors"), Way(AUDITOR), NO_CASE)
        for name in ("platform", "intake", "escalation", "callback")
    ),
    Act(f"GET {PLATFORM}/policies", Attempt("administrators and auditors"), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/directory/{{part}}", Attempt("administrators and auditors"), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/directory", Attempt("administrators and auditors"), Way(ADMINISTRATOR), NO_CASE),
    Act(f"POST {PLATFORM}/directory", Attempt("administrators", answers=(422,)), Way(ADMINISTRATOR), NO_CASE),
    Act(f"GET {PLATFORM}/tokens", Attempt("administrators"), Way(ADMINISTRATOR), NO_CASE),
    Act(
        f"POST {PLATFORM}/tokens",
        Attempt("administrators", body={"staff_id": "UNKNOWN"}, answers=(404,)),
        Way(ADMINISTRATOR, (Stage.CALMING,), lambda case, dice: {"staff_id": case.cast.reporter}),
        NO_CASE,
    ),
    Act(
        f"POST {PLATFORM}/tokens/{{token}}/revoke",
        Attempt("administrators", answers=(404,)),
        Way(ADMINISTRATOR),
        NO_CASE,
    ),
    Act(f"GET {PLATFORM}/me/tokens", Attempt("anyone"), Way(AUDITOR), NO_CASE),
    Act(f"POST {PLATFORM}/me/tokens/{{token}}/revoke", Attempt("anyone", answers=(404,)), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/security-events", Attempt("readers of security events"), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/dead-letters", Attempt("operations and auditors"), Way(OPERATIONS), NO_CASE),
    Act(
        f"POST {PLATFORM}/dead-letters/{{service}}/{{position}}/replay",
        Attempt("operations", answers=(404,)),
        Way(OPERATIONS),
        "an event is handed over again by the step `the_bus_repeats_itself`",
    ),
    Act(
        f"POST {PLATFORM}/cases/{{id}}/erase",
        Attempt("administrators", body=WHY, answers=(409,)),
        Way(ADMINISTRATOR, ALL, lambda case, dice: WHY, moves=True),
        "an erased case ends its story: no later step could do anything to it",
    ),
    Act(
        f"POST {PLATFORM}/cases/{{id}}/hold",
        Attempt("administrators", body=WHY),
        Way(ADMINISTRATOR, ALL, lambda case, dice: WHY, moves=True),
        "moves nothing: a held case goes its way as any other",
    ),
    Act(
        f"POST {PLATFORM}/cases/{{id}}/release",
        Attempt("administrators", body=WHY, answers=(404,)),
        Way(ADMINISTRATOR, ALL, lambda case, dice: WHY),
        "moves nothing: a held case goes its way as any other",
    ),
    Act(f"GET {PLATFORM}/holds", Attempt("administrators and auditors"), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/erasures", Attempt("administrators and auditors"), Way(AUDITOR), NO_CASE),
    Act(f"GET {PLATFORM}/cases/{{id}}/events", Attempt("readers of any case"), Way(AUDITOR, ALL), READS),
)
