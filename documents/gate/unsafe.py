"""Why a file is not opened."""


class Unsafe(Exception):
    """The words say what is wrong with the file and, where something can be done, what."""


BROKEN = "文件已损坏或不完整，打不开，请重新取得后再上传"
TOO_LARGE = "文件解开后过大，不能收取"
LOCKED = "文件设了打开密码，核验时打不开，请去掉密码后再上传"
NESTED = "文件里层层套着文件，不能收取，请把里面的文件逐个另存后上传"
PROGRAM = "文件里夹带了程序，不能收取，请删去后再上传"
