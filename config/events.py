"""Events outside (事件): what starts a clock when it is recorded, and how each is said."""

from collections.abc import Mapping
from types import MappingProxyType

EVENT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "issued": "下达任务",
        "notice_received": "收到通知",
        "city_feedback": "市上评估反馈",
        "expiry": "到期",
    }
)
"""The Chinese names of the event codes that the product and its schemes use; another code is shown as it is."""

EVENT_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "issued": ("任务下达", "下达指标", "指标下达"),
        "notice_received": (
            *("收到", "接到", "收到本通知", "接到本通知", "接到通知", "收到通知书", "收到文件", "接到文件", "收到来文"),
            *("收到预警提示单", "接到预警提示单", "收到督办单", "接到督办单", "收到提示单"),
        ),
        "city_feedback": ("市评估反馈", "市上反馈", "市反馈", "评估反馈"),
        "expiry": ("期满", "届满", "期限届满"),
    }
)
"""What else notices call these events."""
