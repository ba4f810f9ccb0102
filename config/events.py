"""Events outside (事件): what starts a clock when it is recorded, and how each is said."""

from collections.abc import Mapping
from types import MappingProxyType

EVENT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "issued": "下达任务",
        "notice_received": "收到通知",
        "city_feedback": "市上评估反馈",
    }
)
"""The Chinese names of the event codes that the product and its schemes use; another code is shown as it is."""
