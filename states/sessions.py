"""How a time at the desk begins and ends: what the record says of a session of the pages."""

from config.labels import Labelled


class Way(Labelled):
    """How a person showed who he is."""

    PASSWORD = "password", "密码"
    SINGLE_SIGN_ON = "single_sign_on", "统一身份认证"
    DEMONSTRATION = "demonstration", "演示"


class Ending(Labelled):
    """Why a session was ended before its time. One that merely ran out bears none of these."""

    SIGNED_OUT = "signed_out", "本人退出"
    REPLACED = "replaced", "在别处重新登录"
    PASSWORD = "password", "密码已修改"
    RESET = "reset", "密码已重置"
    ENDED_BY_SELF = "ended_by_self", "本人在别处结束"
    ENDED_BY_OTHER = "ended_by_other", "管理员结束"


class Language(Labelled):
    """In which the pages speak."""

    CHINESE = "zh", "中文"
    ENGLISH = "en", "English"
