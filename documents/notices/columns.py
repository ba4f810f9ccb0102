"""What a column of a table is about, by the words of its header."""

import re
from enum import Enum


class Column(Enum):
    NUMBER = "序号"
    LEVEL = "指标"
    CONTENT = "考核内容"
    GOAL = "目标要求"
    POINTS = "分值"
    RULES = "评分标准"
    ASSESSOR = "考评单位"
    LEAD = "牵头单位"
    CO_UNIT = "配合单位"
    LEADER = "责任领导"
    PERSON = "责任人"
    TIME = "完成时限"
    MARK = "得分"
    REMARK = "备注"
    OTHER = ""


_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"序号|编号|^序$"),
    (Column.MARK, r"自评|完成情况|^得分|实得|考核得分|评分$(?<!标准评分)|扣分(?:情况|原因|理由)|^扣分$|核定分"),
    (
        Column.RULES,
        r"细则|(?:评分|计分|考核|考评|评价|扣分|赋分|打分|评定)(?:标准|办法|方法|方式|说明|依据)|加减分|扣分项|评分细则|计算公式",
    ),
    (Column.POINTS, r"分值|权重|标准分|满分|基本分|^分数|基础分|赋分$|^分$"),
    (Column.CO_UNIT, r"配合|协办|协助|参与单位"),
    (Column.LEADER, r"(?:责任|分管|牵头|包抓|联系|主管)(?:县级|市级|会|局)?领导"),
    (
        Column.ASSESSOR,
        r"(?:考评|参评|考核|评价|评分|打分|核验|数据提供|数据采集|采集|审核|评估|测评|考核牵头|考核责任)(?:单位|部门|主体|机关|科室|小组)|数据来源|赋分单位|^考核人",
    ),
    (
        Column.LEAD,
        r"牵头|责任(?:单位|部门|科室|部|处室|股室|主体)|承办单位|主办|落实单位|完成单位|被考核单位|承担单位|实施单位",
    ),
    (Column.PERSON, r"责任人|承办人|联系人|负责人|经办人"),
    (Column.TIME, r"时限|进度|时间|节点|期限"),
    (Column.REMARK, r"备注|说明|解释|口径|定义|^依据"),
    (Column.GOAL, r"目标|任务要求|标准要求|目标值|指标值|考核要求|工作要求"),
    (Column.CONTENT, r"内容|要点|主要任务|工作任务|重点任务|重点工作|具体工作|考核任务|事项|工作举措|措施"),
    (Column.LEVEL, r"指标|项目|类别|一级|二级|三级|分类|任务|板块|领域|方面|名称"),
)
_PATTERNS = tuple((column, re.compile(words)) for column, words in _WORDS)
_LEVELS = re.compile(r"^[一二三四]级|^指标(?:名称|类别|分类)?$")
_LONGEST = 24


def column_of(header: str) -> Column:
    text = header.strip()
    if not text or len(text) > _LONGEST or text[-1] in "。；":
        return Column.OTHER
    if _LEVELS.match(text):
        return Column.LEVEL
    return next((column for column, words in _PATTERNS if words.search(text)), Column.OTHER)


def is_header(cells: list[str]) -> bool:
    """At least two columns, most of those written, say what they are about, and none of them is a sentence."""
    written = [cell.strip() for cell in cells if cell.strip()]
    if len(written) < 2 or any(len(cell) > _LONGEST or re.search(r"[。；]|\d+(?:\.\d+)?分", cell) for cell in written):
        return False
    known = {column_of(cell) for cell in written} - {Column.OTHER}
    return len(known) > 1 and sum(column_of(cell) is not Column.OTHER for cell in written) * 3 >= len(written) * 2
