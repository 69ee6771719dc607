"""Who may do what, a second time: read off the table of the domain description and the files of the demo province.

It shares nothing with the product, neither rules nor reading of the directory, so that the two check each other.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DEMO = Path(__file__).parents[2] / "deploy" / "demo"


def _rows(file: str) -> list[dict[str, str]]:
    with (DEMO / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


STAFF = {row["staff_id"]: row for row in _rows("staff.csv")}
UNITS = {row["unit_id"]: row for row in _rows("units.csv")}
EXECUTIVES = {(row["unit_id"], row["line"]): row["staff_id"] for row in _rows("line_executives.csv")}
AWAY = {row["staff_id"] for row in _rows("leave.csv")}
ROLES = sorted({role for row in STAFF.values() for role in row["roles"].split()})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What matters of a case; empty where it does not apply."""

    reporter: str = ""
    registrar: str = ""
    told: str = ""
    informed: str = ""
    lead: str = ""
    assisting: str = ""
    handler: str = ""
    holder: str = ""
    accused_unit: str = ""
    accused: str = ""
    overridden: str = ""
    reached: str = ""
    breached: bool = False


def has(who: str, *roles: str) -> bool:
    return not set(roles).isdisjoint(STAFF[who]["roles"].split())


def path(unit: str) -> list[str]:
    return [unit, *path(UNITS[unit]["parent_id"])] if unit else []


def leaders(who: str) -> list[str]:
    """Everybody above: the leader named, else the head of the first unit up the path that this person does not head."""
    heads = [UNITS[unit]["head_id"] for unit in path(STAFF[who]["unit_id"])]
    boss = STAFF[who]["leader_id"] or next((head for head in heads if head and head != who), "")
    return [boss, *leaders(boss)] if boss else []


def heads(who: str, unit: str) -> bool:
    office = unit and who in (UNITS[unit]["head_id"], UNITS[unit]["deputy_id"])
    return bool(office) or (has(who, "unit_head") and STAFF[who]["unit_id"] == unit)


def works(who: str, unit: str) -> bool:
    return heads(who, unit) or (has(who, "unit_handler") and STAFF[who]["unit_id"] == unit)


def service_above(who: str, unit: str) -> bool:
    return has(who, "customer_service") and UNITS[STAFF[who]["unit_id"]]["parent_id"] in path(unit)


def stands_in(who: str, f: Facts) -> bool:
    """True for the deputy of a leader above who is on leave or complained of: of the office, else the leader's own."""
    for leader in leaders(f.reporter) if f.reporter else []:
        headed = [row["deputy_id"] for row in UNITS.values() if row["head_id"] == leader]
        deputies = [
            deputy for deputy in (*headed, STAFF[leader]["deputy_id"]) if deputy and deputy not in {*AWAY, f.accused}
        ]
        if leader in {*AWAY, f.accused} and who in deputies[:1]:
            return True
    return False


def line_of(f: Facts) -> str:
    """The line of the lead unit: what its people do; of a unit with several lines what its head does."""
    lines = {row["line"] for row in STAFF.values() if row["unit_id"] == f.lead and row["line"]}
    department = bool(f.lead) and UNITS[f.lead]["level"] == UNITS[UNITS[f.lead]["parent_id"]]["level"]
    if len(lines) == 1:
        return lines.pop()
    return STAFF[UNITS[f.lead]["head_id"]]["line"] if department else STAFF[f.reporter]["line"]


def executive(who: str, f: Facts) -> bool:
    return bool(f.lead) and who == next(
        (EXECUTIVES[u, line_of(f)] for u in path(f.lead) if (u, line_of(f)) in EXECUTIVES), ""
    )


def independent(who: str, f: Facts) -> bool:
    teams = {f.accused_unit, f.lead}.intersection(path(STAFF[who]["unit_id"]))
    return who not in (f.accused, f.reporter) and (not teams or who == f.overridden)


def unless_accused(rule: Callable[[str, Facts], bool]) -> Callable[[str, Facts], bool]:
    """The rule, but never the person complained of, who decides nothing; as the reporter they still calm."""
    return lambda who, f: (who != f.accused or who == f.reporter) and rule(who, f)


def group(who: str) -> bool:
    return has(who, "complaint_group", "group_supervisor")


def caller(who: str, f: Facts) -> bool:
    exhausted = not any(group(other) and independent(other, f) for other in STAFF)
    return independent(who, f) and (group(who) or (exhausted and has(who, "customer_service")))


def ladder(who: str, f: Facts) -> bool:
    return who in (f.reporter, f.told, *leaders(f.reporter))


def onsite(who: str, f: Facts) -> bool:
    above = service_above(who, STAFF[f.reporter]["unit_id"])
    named = who == f.registrar or ladder(who, f) or stands_in(who, f)
    return named or group(who) or above or has(who, "auditor", "centre_head")  # who decides also reads


def handles(who: str, f: Facts) -> bool:
    return works(who, f.lead) or works(who, f.assisting) or executive(who, f) or service_above(who, f.lead)


def decides(who: str, f: Facts) -> bool:
    return has(who, "group_supervisor", "centre_head")


def supervises(who: str, f: Facts) -> bool:
    pressing = f.breached and executive(who, f)
    return group(who) or has(who, "centre_head") or service_above(who, f.lead) or pressing


MAY: dict[str, Callable[[str, Facts], bool]] = {
    "anyone": lambda who, f: True,
    "agents and the complaint group": lambda who, f: group(who) or has(who, "agent"),
    "readers of the report": onsite,
    "reporter, registrar, complaint group": lambda who, f: who in (f.reporter, f.registrar) or group(who),
    "those who say whom it is about": lambda who, f: (
        decides(who, f) if f.accused else who in (f.reporter, f.registrar) or group(who)
    ),
    "readers of the on-site case": lambda who, f: onsite(who, f) or who == f.informed,
    "the ladder": ladder,
    "the ladder, registrar": lambda who, f: ladder(who, f) or who == f.registrar,
    "the ladder, complaint group": lambda who, f: ladder(who, f) or group(who),
    "the ladder, complaint group, registrar, agents": lambda who, f: (
        ladder(who, f) or group(who) or who == f.registrar or has(who, "agent")
    ),
    "notified": lambda who, f: who == f.told,
    "readers of the queue": lambda who, f: group(who) or has(who, "centre_head", "customer_service", "auditor"),
    "callers": lambda who, f: group(who) or has(who, "customer_service"),
    "independent callers": caller,
    "deciders who may call": lambda who, f: decides(who, f) and independent(who, f),
    "independent callers, agents": lambda who, f: (
        caller(who, f) or (has(who, "agent") and who not in (f.accused, f.reporter))
    ),
    "holder of the task": lambda who, f: who == f.holder,
    "readers of the case": lambda who, f: onsite(who, f) or handles(who, f) or who in (f.handler, f.informed),
    "complaint group, centre's head": lambda who, f: group(who) or has(who, "centre_head"),
    "agents, complaint group, centre's head": lambda who, f: group(who) or has(who, "agent", "centre_head"),
    "deciders": decides,
    "deciders who are independent": lambda who, f: decides(who, f) and independent(who, f),
    "lead unit": lambda who, f: works(who, f.lead) or who == f.handler,
    "head of the lead unit": lambda who, f: heads(who, f.lead),
    "head of the lead unit, group supervisor": lambda who, f: heads(who, f.lead) or has(who, "group_supervisor"),
    "those who press the unit": supervises,
    "readers of personal data": lambda who, f: (
        who in (f.holder, f.reached, f.handler) or heads(who, f.lead) or has(who, "group_supervisor", "auditor")
    ),
    "readers of personal data on site": lambda who, f: (
        who in (f.reporter, f.told) or has(who, "group_supervisor", "auditor")
    ),
    "group supervisor, auditor": lambda who, f: has(who, "group_supervisor", "auditor"),
    "readers of any case": lambda who, f: group(who) or has(who, "centre_head", "auditor"),
    "operations": lambda who, f: has(who, "operations"),
    "operations, administrators, auditors": lambda who, f: has(who, "operations", "administrator", "auditor"),
    "readers of security events": lambda who, f: has(who, "auditor", "group_supervisor", "administrator"),
    "auditors": lambda who, f: has(who, "auditor"),
    "operations and auditors": lambda who, f: has(who, "operations", "auditor"),
    "administrators and auditors": lambda who, f: has(who, "administrator", "auditor"),
    "administrators": lambda who, f: has(who, "administrator"),
}
"""The rules, named for the people they let in; `tests.harness.acts` says which act has which. All else is refused."""

MAY |= {name: unless_accused(rule) for name, rule in MAY.items() if not name.startswith(("anyone", "readers of "))}
MAY["readers of personal data"] = unless_accused(MAY["readers of personal data"])
