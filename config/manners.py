"""How a message goes to its reader (O15): the closed set that schemes and the table of messages choose from."""

from config.labels import Labelled


class Manner(Labelled):
    """一类消息怎么送。"""

    URGENT = "urgent", "加急，不分昼夜立即送"
    AT_ONCE = "at_once", "工作时间随到随送，夜间和休息日留到下一个工作日早上"
    FIRST = "first_at_once", "当天同类的第一件随到随送，其余并入摘要"
    DIGEST = "digest", "并入下一个工作日早上的摘要"
