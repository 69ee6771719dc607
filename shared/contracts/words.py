"""The closed vocabularies used in events. Causes are not here: they are a dated table of data."""

from enum import StrEnum


class Ground(StrEnum):
    """Why a report has to be made (Art. 7)."""

    COMPLAINT_DEMANDED = "complaint_demanded"  # (1) voices dissatisfaction and demands a complaint
    DISCONTENT_VOICED = "discontent_voiced"  # (2) grumbles, criticises or chases
    DEMAND_UNMET = "demand_unmet"  # (3) an unmet demand or a marked disagreement
    PERCEIVED = "perceived"  # (4) otherwise felt to be dissatisfied


class Stage(StrEnum):
    """The stage the reporter states: still calming the customer, or the flow is to start."""

    CALMING = "calming"
    FILED = "filed"


class Channel(StrEnum):
    """The three ways to start the flow (Art. 10)."""

    PC = "pc"
    WECOM = "wecom"
    PHONE = "phone"


class App(StrEnum):
    """The WeCom apps: 理赔小助手 for claims staff, 95518客户服务 for all others (Art. 10)."""

    CLAIMS = "claims"
    SERVICE = "service"


class Line(StrEnum):
    """Lines of business."""

    UNDERWRITING = "UNDERWRITING"
    POLICY_ISSUANCE = "POLICY_ISSUANCE"
    SALES = "SALES"
    TELE_ONLINE_SALES = "TELE_ONLINE_SALES"
    CLAIMS = "CLAIMS"
    HOTLINE_95518 = "HOTLINE_95518"


class CustomerRole(StrEnum):
    """The role of the customer in the policy."""

    POLICYHOLDER = "policyholder"
    INSURED = "insured"
    DRIVER = "driver"
    THIRD_PARTY = "third_party"
    AGENT = "agent"


class RiskFlag(StrEnum):
    """Circumstances that raise the risk of a case; each sets the severity to 1."""

    REGULATOR = "regulator"
    MEDIA = "media"
    LAWYER = "lawyer"
    GROUP = "group"
    INJURY = "injury"
