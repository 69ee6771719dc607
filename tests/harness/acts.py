"""The catalogue of acts: a row for every route, read by all tests that try every route.

`test_authorization` tries each row as every kind of person and compares with the oracle, `test_fuzz_api` sends
generated requests along it, the story machine draws its acts from it. `tests/contract/test_acts.py` compares the
catalogue with the routes, actions and triggers there are, and says within seconds which row is missing.

A new act is a row here. Its rule is one of `authorization_oracle.MAY`; a new rule is needed only if the table in the
domain description names people that no rule names yet.
"""

from tests.harness.act import (
    AFTER_GIVING_UP,
    AGENT,
    ALL,
    AUDITOR,
    CASE,
    CENTRE_HEAD,
    DECIDES,
    FINDS,
    FOR_PHONE,
    IN_A_UNIT,
    LEADER,
    NO_CASE,
    ON_SITE,
    ONSITE,
    PHONE,
    READ,
    READS,
    REVEALS,
    SIGNED,
    STILL_OPEN,
    TASK,
    TO_SALES,
    WHY,
    WITH_CALLBACK,
    Act,
    Attempt,
    Step,
    Way,
    by_phone,
    complained,
    leaving,
    within_the_branch,
)
from tests.harness.acts_of_administration import OF_ADMINISTRATION
from tests.harness.case_stages import Stage
from tests.harness.fuzz_bodies import (
    a_dispatch,
    a_fence,
    a_report,
    an_attempt,
    far_off,
    fixed,
    some_details,
    sometimes,
)

OF_INTAKE = (
    Act(
        "POST /api/intake/reports",
        Attempt("anyone", body={"text": "不满"}),
        Way(AGENT, (Stage.CALMING,), a_report),
        Step("reports"),
        (
            Attempt("agents and the complaint group", body={"reporter_id": "S0137"}),
            Attempt("agents and the complaint group", body={"reporter_stated": {"unit_id": "JS-NJ-GL"}}),
        ),
    ),
    Act(
        "GET /api/intake/reports/{id}",
        Attempt("readers of the report", (Stage.CALMING,)),
        Way("reporter", ALL),
        READS,
    ),
    Act(
        "POST /api/intake/reports/{id}/details",
        Attempt("reporter, registrar, complaint group", (Stage.CALMING,), {"ground": "demand_unmet"}),
        Way("reporter", ALL, some_details),
        Step("amends"),
        (Attempt("those who say whom it is about", (Stage.CALMING,), {"subject_staff_id": "S0024", **WHY}),),
    ),
    Act(
        "GET /api/intake/reports/{id}/revisions",
        Attempt("readers of the report", (Stage.CALMING,)),
        Way("reporter", ALL),
        READS,
    ),
    Act(
        "POST /api/intake/reports/{id}/reveal",
        Attempt("readers of personal data on site", (Stage.CALMING,), PHONE),
        Way("reporter", (Stage.CALMING,), sometimes(**PHONE)),  # not all by one person: there is a quota
        REVEALS,
        (Attempt("group supervisor, auditor", (Stage.QUEUED, Stage.CLOSED), PHONE),),
    ),
    Act("POST /api/intake/lookups", Attempt("anyone", body=FOR_PHONE), Way(AGENT), FINDS),
    Act("GET /api/intake/messages", Attempt("anyone"), Way("head"), READS),
    Act("POST /api/intake/messages/seen", Attempt("anyone", body={"up_to": 0}), Way("head"), READ),
    Act("GET /wecom/{app}/callback", Attempt(SIGNED), Way(AUDITOR), NO_CASE),
    Act("POST /wecom/{app}/callback", Attempt(SIGNED), Way(AUDITOR), Step("writes")),
)
OF_ESCALATION = (
    Act("GET /api/escalation/cases", Attempt("anyone"), Way(AUDITOR), READS),
    Act("POST /api/escalation/lookups", Attempt("anyone", body=FOR_PHONE), Way(AGENT), FINDS),
    Act("GET /api/escalation/messages", Attempt("anyone"), Way(LEADER), READS),
    Act("POST /api/escalation/messages/seen", Attempt("anyone", body={"up_to": 0}), Way(LEADER), READ),
    Act(
        f"GET {ONSITE}",
        Attempt("readers of the on-site case", (Stage.CALMING, Stage.RAISED, Stage.QUEUED)),
        Way(AUDITOR, ALL),
        Step("reads"),
    ),
    Act(f"POST {ONSITE}/acknowledge", Attempt("notified", (Stage.RAISED,)), Way(LEADER), ON_SITE),
    Act(
        f"POST {ONSITE}/escalate",
        Attempt("the ladder", (Stage.CALMING, Stage.RAISED), leaving),
        Way("reporter", (Stage.CALMING,), fixed(level=0), moves=True),
        ON_SITE,
        (Attempt("the ladder, registrar", (Stage.CALMING, Stage.RAISED), by_phone(leaving)),),
    ),
    Act(
        f"POST {ONSITE}/settle",
        Attempt("the ladder", (Stage.CALMING, Stage.RAISED), {"note": "已解释"}),
        Way("reporter", names=sometimes(note="已解释"), moves=True),
        ON_SITE,
        (Attempt("the ladder, registrar", (Stage.CALMING, Stage.RAISED), {"note": "已解释", "call_id": "CALL-2"}),),
    ),
    Act(
        f"POST {ONSITE}/file",
        Attempt("the ladder, complaint group", (Stage.CALMING, Stage.RAISED)),
        Way(LEADER, moves=True),
        ON_SITE,
        (
            Attempt(
                "the ladder, complaint group, registrar, agents",
                (Stage.CALMING, Stage.RAISED),
                {"call_id": "CALL-2"},
            ),
        ),
    ),
    Act(
        f"POST {ONSITE}/complaint",
        Attempt("agents, complaint group, centre's head", (Stage.CALMING, Stage.RAISED), complained),
        Way(AGENT, (Stage.CALMING,), sometimes(source="12378", at="2026-11-22T01:00:00Z"), moves=True),
        ON_SITE,
    ),
    Act(
        f"POST {ONSITE}/reveal",
        Attempt("readers of personal data on site", (Stage.CALMING, Stage.RAISED), PHONE),
        Way("supervisor", ALL, sometimes(**PHONE)),
        REVEALS,
        (Attempt("group supervisor, auditor", (Stage.QUEUED, Stage.CLOSED), PHONE),),
    ),
)
OF_TASKS = (
    Act("POST /api/callback/lookups", Attempt("anyone", body=FOR_PHONE), Way(AGENT), FINDS),
    Act("GET /api/callback/messages", Attempt("anyone"), Way("head"), READS),
    Act("POST /api/callback/messages/seen", Attempt("anyone", body={"up_to": 0}), Way("head"), READ),
    Act("GET /api/callback/tasks", Attempt("readers of the queue"), Way("caller"), READS),
    Act("GET /api/callback/tasks/today", Attempt("readers of the queue"), Way("caller"), READS),
    Act(
        "POST /api/callback/tasks/claim",
        Attempt("independent callers", (Stage.QUEUED,), lambda case: {"task": f"{case.id}.t1"}),
        Way("caller", names=lambda case, dice: {"task": f"{case.id}.t1"}, moves=True),
        Step("claims"),
        (Attempt("callers"),),
    ),
    Act(
        f"POST {TASK}/take-over",
        Attempt("deciders who may call", (Stage.CLAIMED,)),
        Way("supervisor", moves=True),
        Step("takes_over"),
    ),
    Act(
        f"POST {TASK}/start",
        Attempt("holder of the task", (Stage.CLAIMED,), lambda case: {"fence": case.fence}),
        Way("caller", (Stage.CLAIMED, Stage.FOLLOW_UP), a_fence),
        Step("holds"),
    ),
    Act(
        f"POST {TASK}/heartbeat",
        Attempt("holder of the task", (Stage.CLAIMED,), lambda case: {"fence": case.fence}),
        Way("caller", (Stage.CLAIMED, Stage.FOLLOW_UP), a_fence),
        Step("holds"),
    ),
    Act(
        f"POST {TASK}/release",
        Attempt("holder of the task", (Stage.CLAIMED,), lambda case: {"fence": case.fence}),
        Way("caller", names=a_fence, moves=True),
        Step("holds"),
    ),
    Act(
        f"POST {TASK}/attempts",
        Attempt(
            "holder of the task",
            (Stage.CLAIMED, Stage.FOLLOW_UP),
            lambda case: {"fence": case.fence, "outcome": "busy"},
        ),
        Way("caller", names=an_attempt, moves=True),
        Step("attempts"),
    ),
)
OF_HANDLING = (
    Act("GET /api/callback/cases", Attempt("anyone"), Way("supervisor"), READS),
    Act("GET /api/callback/orders", Attempt("anyone"), Way("head"), READS),
    Act(
        f"GET {CASE}",
        Attempt("readers of the case", (Stage.QUEUED, Stage.HANDLING)),
        Way(AUDITOR, WITH_CALLBACK),
        Step("reads"),
    ),
    Act(
        f"POST {CASE}/dispatch",
        Attempt("complaint group, centre's head", (Stage.TO_DISPATCH,), TO_SALES),
        Way("supervisor", (Stage.TO_DISPATCH, Stage.UNREACHABLE, Stage.RETURNED), a_dispatch, moves=True),
        Step("dispatches"),
        (Attempt("deciders", (Stage.UNREACHABLE, Stage.RETURNED), TO_SALES),),
    ),
    Act(
        f"POST {CASE}/accept",
        Attempt("lead unit", (Stage.DISPATCHED,)),
        Way("head", moves=True),
        IN_A_UNIT,
    ),
    Act(
        f"POST {CASE}/return",
        Attempt("head of the lead unit", (Stage.HANDLING,), WHY),
        Way("head", (Stage.DISPATCHED, Stage.HANDLING), moves=True),
        IN_A_UNIT,
    ),
    Act(
        f"POST {CASE}/transfer",
        Attempt("head of the lead unit, group supervisor", (Stage.DISPATCHED,), within_the_branch),
        Way("supervisor", (Stage.HANDLING,), fixed(unit_id="JS-NJ-XS"), moves=True),
        IN_A_UNIT,
    ),
    Act(
        f"POST {CASE}/assign",
        Attempt("head of the lead unit", (Stage.HANDLING,), lambda case: {"staff_id": case.cast.handler}),
        Way(
            "head",
            (Stage.DISPATCHED, Stage.HANDLING),
            lambda case, dice: {"staff_id": case.cast.handler},
        ),
        IN_A_UNIT,
    ),
    Act(
        f"POST {CASE}/resolve",
        Attempt("lead unit", (Stage.HANDLING,), {"note": "已办"}),
        Way("handler", (Stage.HANDLING, Stage.ORDERED), moves=True),
        IN_A_UNIT,
    ),
    Act(
        f"POST {CASE}/supervise",
        Attempt("those who press the unit", (Stage.HANDLING,), {"text": "请尽快"}),
        Way("supervisor", (Stage.DISPATCHED, Stage.HANDLING), far_off("deadline")),
        Step("supervises"),
    ),
    Act(
        "POST /api/callback/orders/{order}/answer",
        Attempt("lead unit", (Stage.ORDERED,), {"text": "已办"}),
        Way("handler", moves=True),
        Step("answers"),
    ),
    Act(
        f"POST {CASE}/retry",
        Attempt("deciders", (Stage.UNREACHABLE,), WHY),
        Way(CENTRE_HEAD, moves=True),
        AFTER_GIVING_UP,
    ),
    Act(
        f"POST {CASE}/send-back",
        Attempt("deciders", (Stage.NOT_HEARD,), WHY),
        Way("supervisor", moves=True),
        AFTER_GIVING_UP,
    ),
    Act(
        f"POST {CASE}/contacts",
        Attempt("independent callers, agents", (Stage.QUEUED, Stage.HANDLING), {"note": "客户来电"}),
        Way("caller", STILL_OPEN),
        DECIDES,
    ),
    Act(
        f"POST {CASE}/close",
        Attempt("deciders", (Stage.UNREACHABLE,), WHY),
        Way("supervisor", moves=True),
        AFTER_GIVING_UP,
    ),
    Act(
        f"POST {CASE}/reopen",
        Attempt("complaint group, centre's head", (Stage.ARCHIVED,), WHY),
        Way("caller", (Stage.ARCHIVED, Stage.CLOSED), moves=True),
        Step("decides", "ended"),
    ),
    Act(
        f"POST {CASE}/remind",
        Attempt("those who press the unit", (Stage.DISPATCHED,)),
        Way("caller", (Stage.DISPATCHED, Stage.HANDLING)),
        DECIDES,
    ),
    Act(
        f"POST {CASE}/severity",
        Attempt("complaint group, centre's head", (Stage.TO_DISPATCH,), {"severity": 1, **WHY}),
        Way("caller", (Stage.TO_DISPATCH, Stage.HANDLING), sometimes(severity=1, **WHY)),
        DECIDES,
    ),
    Act(
        f"POST {CASE}/complaint",
        Attempt(
            "agents, complaint group, centre's head",
            (Stage.QUEUED, Stage.CLOSED),
            complained,
        ),
        Way(AGENT, WITH_CALLBACK),
        DECIDES,
    ),
    Act(
        f"POST {CASE}/reviewed",
        Attempt("deciders", (Stage.TO_REVIEW,)),
        Way(CENTRE_HEAD),
        Step("decides", "ended"),
    ),
    Act(
        f"POST {CASE}/override-independence",
        Attempt("deciders who are independent", (Stage.QUEUED,), {"staff_id": "S0022", **WHY}, answers=(409,)),
        Way(CENTRE_HEAD, names=fixed(staff_id="S0022")),
        Step("overrides"),
    ),
    Act(
        f"POST {CASE}/reveal",
        Attempt(
            "readers of personal data",
            (*(stage for stage in WITH_CALLBACK if stage is not Stage.RETURNED),),
            PHONE,
        ),
        Way(AUDITOR, WITH_CALLBACK, sometimes(**PHONE)),
        REVEALS,
        (Attempt("group supervisor, auditor", (Stage.RETURNED,), PHONE),),
    ),
)

ACTS = (*OF_INTAKE, *OF_ESCALATION, *OF_TASKS, *OF_HANDLING, *OF_ADMINISTRATION)
BY_ROUTE = {act.route: act for act in ACTS}


def acts_of(rule: str) -> dict[str, Act]:
    """By name, the acts that this rule of the story machine does, in the order of the catalogue."""
    return {act.name: act for act in ACTS if isinstance(act.story, Step) and act.story.rule == rule}
