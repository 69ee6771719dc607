"""People of the demo province that stories are told about, by the part they play."""

REPORTER = "S0118"
"""于嘉怡, claims, of the county branch Gulou; nothing unusual about her leaders."""

LEADER = "S0114"
"""Her direct leader, the head of Gulou."""

LEADERS_LEADER = "S0082"
"""His leader, of the prefecture Nanjing."""
