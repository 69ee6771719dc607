"""The time zone of staff and customers. Times are stored, sent and compared in UTC."""

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
