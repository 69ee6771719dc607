"""People of the demo province, by the part they play in stories."""

REPORTER = "S0118"
"""于嘉怡, claims, of the county branch Gulou; nothing unusual about her leaders."""

LEADER = "S0114"
"""Her direct leader, the head of Gulou."""

LEADERS_LEADER = "S0082"
"""The leader of that leader, of the prefecture Nanjing."""

# 95518, which calls back

AGENT = "S0029"
"""赵文斌, answers the phone of 95518 and registers reports."""

CALLER = "S0019"
"""赵静, of the complaint group."""

COLLEAGUE = "S0020"
"""戴嘉怡, of the complaint group too."""

GROUP = ("S0019", "S0020", "S0021", "S0022", "S0023", "S0024", "S0025", "S0026")
"""The whole complaint group, 赵静 to 白秋月."""

SUPERVISOR = "S0017"
"""孔霞, supervises the complaint group and heads its team."""

SUPERVISORS = ("S0017", "S0018")
"""Her, and 周国栋 beside her."""

CENTRE_HEAD = "S0014"
"""姜瑶, the head of the hotline centre; the leader of the group's supervisor and of the agents' head."""

# Nanjing, which handles

FELLOW_REPORTER = "S0119"
"""史美玲, sits beside the reporter; the same unit, the same line, the same leader."""

CLAIMS = "JS-NJ-LP"
"""The claims centre of Nanjing: what the reporter's county does not handle itself comes here."""

CLAIMS_HEAD = "S0088"
"""马明, its head."""

CLAIMS_HANDLER = "S0090"
"""马文斌, a handler of it."""

CLAIMS_EXECUTIVE = "S0083"
"""黎洋, the line executive for claims in Nanjing (Art. 5)."""

SALES = "JS-NJ-XS"
"""The sales department of Nanjing."""

SALES_HEAD = "S0102"
"""潘丹阳, its head."""

ISSUING = "JS-NJ-CB"
"""Underwriting and issuance in Nanjing."""

ISSUING_HEAD = "S0097"
"""孔新宇, its head."""

CUSTOMER_SERVICE = "S0086"
"""段诗涵, customer service of Nanjing, which oversees all of it."""

CUSTOMER_SERVICE_OF_PROVINCE = "S0042"
"""赵晨, customer service of the province: calls when no member of the complaint group may."""

CUSTOMER_SERVICE_ELSEWHERE = "S0145"
"""何子涵, customer service of Suzhou: oversees nothing in Nanjing."""

PROVINCE_HEAD = "S0010"
"""The leader of that leader: the head of the province."""

HEAD_OFFICE_HEAD = "S0001"
"""The top of the tree, without a leader."""

OTHER_AGENT = "S0030"
"""黎欣怡, another one."""

AUDITOR = "S0081"
"""萧少华, an auditor of the province: reads everything, changes nothing."""

GULOU_DESK = "S0115"
"""郑明辉, on Gulou's duty desk, and its deputy head."""

LUHE_REPORTER, LUHE_HEAD, LUHE_DEPUTY = "S0136", "S0132", "S0133"
"""Luhe: the head is on leave, the deputy is there."""

YIXING_REPORTER, YIXING_HEAD, YIXING_DEPUTY, WUXI_HEAD = "S0245", "S0241", "S0242", "S0200"
"""Yixing: head and deputy are both on leave; the head of Wuxi is above them."""

FENGXIAN_REPORTER, XUZHOU_HEAD = "S0428", "S0377"
"""Fengxian: the headship is vacant and has no deputy; the head of Xuzhou is above it."""

QIDONG_REPORTER, QIDONG_DEPUTY = "S0368", "S0369"
"""Qidong: the headship is vacant, a deputy acts."""

JINTAN_REPORTER, JINTAN_HEAD, JINTAN_DEPUTY = "S0304", "S0300", "S0301"
"""Jintan: the head has left the company and is still entered."""

TWO_HATS = "S0123"
"""陈兰英, the head of Jiangning, who reports too: her own leader is the head of Nanjing."""

LIYANG_REPORTER, LIYANG_HEAD = "S0295", "S0291"
"""Liyang, in Changzhou, where the second level is the customer service department."""

CHANGZHOU_SERVICE = ("S0262", "S0263", "S0264")
"""The customer service department of Changzhou."""

OPERATOR = "S0077"
"""何俊杰, of the province's information technology: watches lag and dead letters."""

ADMINISTRATOR = "S0079"
"""任雪梅, of the province's information technology: keeps directory, policies and tokens."""

BY_ROLE = {
    "reporter": REPORTER,
    "leader": LEADER,
    "reporting leader": TWO_HATS,
    "agent": AGENT,
    "caller": CALLER,
    "supervisor": SUPERVISOR,
    "head of the centre": CENTRE_HEAD,
    "head of a unit": CLAIMS_HEAD,
    "handler": CLAIMS_HANDLER,
    "line executive": CLAIMS_EXECUTIVE,
    "customer service": CUSTOMER_SERVICE,
    "operations": OPERATOR,
    "administrator": ADMINISTRATOR,
    "auditor": AUDITOR,
}
"""One person for each kind of reader that pages have."""
