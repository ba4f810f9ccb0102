"""Words around a deadline that say what is due, from whom and to whom, but not when."""

import re

_DOING = (
    "报送 上报 报告 呈报 报 提交 提供 填报 完成 反馈 办结 送达 答复 回复 整改 落实 形成 汇总 公布 公开 公示 印发",
    "签订 归档 书面 集中 全部 正式 按时 将 向 至 到 并 予以 进行 开展 组织 逐级 统一 分别 出台 实施 实现 要 应 需",
)
_THING = (
    "各项 日常 进展 完成 工作 情况 数据 材料 资料 印证 佐证 报表 月报 季报 台账 总结 自查 报告 电子版 纸质版 文件 指标",
    "牵头 任务 分解 结果 考核 考评 市考 目标 年度 责任书 计划 方案 附件 意见 分月 及 和 与 的 等",
)
_PLACE = (
    "省 市 县 区 本级 考核办 考评办 办公室 政府 党委 主管部门 上级 机关 统计局 财政部门 邮箱 考核委员会 领导小组 社会",
)
_BEGINS = (
    "必须 须 应当 应 请 务必 要求 要 统一 一律 最迟 最晚 不得晚于 不晚于 不得迟于 不迟于 截止时间为 截止时间: 截止时间",
    "截止到 截止至 截止于 截止 截至 各单位 均 需 于 在 自 从",
)


def _any_of(*lines: str) -> re.Pattern[str]:
    words = sorted({word for line in lines for word in line.split()}, key=len, reverse=True)
    one = "|".join(map(re.escape, words))
    return re.compile(f"(?:(?:{one})|、(?={one}))+")


AROUND = _any_of(*_DOING, *_THING, *_PLACE)
LEAD = re.compile(rf"(?:{_any_of(*_BEGINS).pattern}|到(?=\d))+")
