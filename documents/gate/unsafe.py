"""Why a file is not opened."""


class Unsafe(Exception):
    """`why`: what is wrong with the file; `remedy`: what would do."""

    def __init__(self, why: str, remedy: str) -> None:
        self.why, self.remedy = why, remedy
        super().__init__(f"{why}，{remedy}")


BROKEN = ("文件已损坏或不完整，打不开", "请重新取得后再试")
EMPTY = ("文件是空的（0字节）", "请重新取得后再试")
TOO_LARGE = ("文件解开后过大，不能收取", "请删去多余的内容、另存后再试")
TOO_WIDE = ("表格里有离得极远的单元格，读起来会占满内存", "请只留有内容的区域、另存后再试")
LOCKED = ("文件设了打开密码，核验时打不开", "请去掉密码后再试")
NESTED = ("文件里层层套着文件，不能收取", "请把里面的文件逐个另存后再试")
PROGRAM = ("文件里夹带了程序，不能收取", "请删去后再试")
ELSEWHERE = ("文件里部件的名字指向别处（如“../”），不能收取", "请用Word、Excel或WPS另存一份后再试")
DOUBLED = ("文件里有重名的部件，各软件打开所见会不一样", "请用Word、Excel或WPS另存一份后再试")
UNUSUAL = ("文件用了不常见的压缩方式", "请用Word、Excel或WPS另存一份后再试")
ENTITIES = ("文件里定义了外部实体（DOCTYPE），正常的文档没有，不能收取", "请用Word、Excel或WPS另存一份后再试")
