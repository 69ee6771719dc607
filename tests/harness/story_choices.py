"""What the story machine chooses from: who acts, what they do, what they say, how much time passes."""

from datetime import timedelta

from hypothesis import strategies as st

from shared.contracts.callback_values import Outcome
from shared.support.faults import CrashPoint
from tests.harness.acts import acts_of
from tests.harness.people import CLAIMS, ISSUING, SALES
from tests.harness.story_actors import PHONES
from tests.harness.story_driver import CAST

TEAM = "JS-95518-TS"
MOST_REPORTS = 5
TICKING = ("escalation", "callback")
HOUR = timedelta(hours=1)
LEASE = 120

# The simplest first: stories are shortened towards it. The usual more often than the odd.
REPORTERS = st.sampled_from(["reporter", "fellow", "two_hats", "of_yixing", "of_liyang", "top", "caller"])
ON_SITE = st.sampled_from(["its_reporter", "told", "its_reporter", "told", "its_leader", "leaders_leader", "caller"])
ON_SITE_ACTS = st.sampled_from(list(acts_of("on_site")))
CALLERS = st.sampled_from(["caller", "other_caller", "caller", "supervisor", "service_of_province", "claims_head"])
GROUP = st.sampled_from(["supervisor", "caller", "supervisor", "caller", "centre_head", "service", "claims_head"])
IN_THE_UNIT = st.sampled_from(["its_head", "its_handler", "its_head", "its_handler", "supervisor", "sales_head"])
UNIT_ACTS = acts_of("in_the_unit")
DECIDERS = st.sampled_from(["supervisor", "centre_head", "supervisor", "caller", "service", "claims_head"])
DECISIONS = acts_of("decides")
HELD = list(acts_of("holds"))
ANYBODY = st.sampled_from(["its_reporter", "auditor", *CAST])
UNITS = st.sampled_from([CLAIMS, SALES, ISSUING, TEAM, "no-such-unit"])
TASKS = st.sampled_from(["open", "open", "open", "t1", "t2"])
ABOUT = st.sampled_from([None, None, CLAIMS, TEAM])
NUMBERS = st.sampled_from(list(PHONES))
OUTCOMES = st.sampled_from([Outcome.REACHED, Outcome.REACHED, *Outcome])
CALLS = st.sampled_from(
    ["reached", "start", "heartbeat", "no_answer", "refused", "wrong_number", "release", "heartbeat"]
)
FENCES = st.sampled_from([0, 0, 0, 0, -1, 7])  # the number given, one too old, one made up
WORDS = ["上报领导", "启动流程", "已化解 已解释"]
CHATS = st.sampled_from(["不满报告 张三 13812345678 定损太慢", "不满报告 定损太慢"])
FAR = ("calming", "awaiting_callback", "unreachable", "to_dispatch", "dispatched", "handling", "resolved", "closed")
APTLY = st.sampled_from([True, True, True, False])  # about a case to which it can be done, if there is one
WHEN = st.sampled_from(["now", "now", "before", "at", "after"])  # the case's next due moment, before any loop ran
SECONDS = st.sampled_from([1, 29, 30, 31, 119, 120, 210, 300, 600, 900, 3_600, 86_400, 300_000, 1_400_000])
POINTS = st.sampled_from(list(CrashPoint))
COMMITS = st.sampled_from([point for point in CrashPoint if point.endswith("before_commit")])
LOOPS = st.sampled_from(["intake.relay", *(f"{who}.{loop}" for who in TICKING for loop in ("ticker", "relay"))])
