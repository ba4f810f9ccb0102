"""A file that cannot be read as a notice."""

from config.errors import KaoheError

AS_DOCX = "请用Word或WPS打开，另存为 .docx 再读"
AS_XLSX = "请用Excel或WPS打开，另存为 .xlsx 再读"
AS_UTF8 = "请用记事本打开，另存为“UTF-8”编码再读，或复制全文粘贴"
AGAIN = "请重新取得文件再读"
UNLOCKED = "请去掉打开密码、另存后再读"
PASTED = "请复制全文粘贴"


class Unreadable(KaoheError):
    """Nothing of the file was kept. The message names the file, what is wrong with it, and the remedy."""

    def __init__(self, name: str, why: str, remedy: str) -> None:
        self.name, self.why, self.remedy = name, why, remedy
        super().__init__(f"“{name or '未命名文件'}”没有读入：{why}。{remedy}。")


class Unfit(Exception):
    """What a reader of one kind of file found to be in the way, and the remedy."""

    def __init__(self, why: str, remedy: str) -> None:
        self.why, self.remedy = why, remedy
        super().__init__(why)
