"""What each verb is called, for refusals, matrices and documentation. Rules may say it more closely in their place."""

from collections.abc import Mapping

VERBS: Mapping[str, str] = {
    "read": "查看",
    # review
    "approve": "同意",
    "endorse": "会签同意",
    "decline": "不同意",
    "return_for_revision": "退回修改",
    "resubmit": "重新送审",
    "skip": "自动跳过",
    "recall": "撤回",
    "reassign": "转办",
    "consult": "加签",
    "give_opinion": "填写加签意见",
    "countersign": "会签",
    "copy": "抄送",
    "urge": "催办",
    "record_paper_decision": "线下签批补录",
    "enter_for": "代录",
    # year and assignment
    "publish": "发布",
    "start": "启动",
    "close": "办结",
    "reopen": "重新启动",
    "archive": "归档",
    "issue": "下达",
    "request_signature": "送签责任书",
    "sign": "签订责任书",
    "start_breakdown": "开始分解",
    "edit_breakdown": "填写分解内容",
    "submit_breakdown": "报送分解结果",
    "consolidate": "汇总",
    "send_up": "报送",
    "begin": "转入执行",
    "request_adjustment": "申请调整",
    "decide_adjustment": "审批调整申请",
    "withdraw": "撤销",
    "conclude": "提请认定",
    "verify": "核验",
    "record_verdict": "登记上级认定",
    "enter_score": "评分",
    "enter_self_score": "自评",
    "supply_part": "提供配合材料",
    # window and report
    "open": "开始填报",
    "fill": "填报",
    "submit": "报送",
    "submit_nil": "零报告",
    "complete": "补全本期",
    "waive": "免报",
    "restore": "恢复填报",
    "correct": "更正",
    "allow_correction": "同意更正",
    "submit_correction": "报送更正",
    "abandon_correction": "放弃更正",
    "attach_evidence": "上传印证材料",
    "detach_evidence": "撤下印证材料",
    # package
    "collect_again": "重新收集",
    "submit_package": "呈批",
    "return_item": "退回其中一项",
    "seal": "用印",
    "record_receipt": "登记上级签收",
    "record_superior_return": "登记上级退回",
    # people, figures, the office
    "settle": "登记办结",
    "supply": "提供数据",
    "define": "定义数据项",
    "edit": "修改资料",
    "appoint_substitute": "委托他人代理",
    "mark_read": "标为已读",
    "manage_people": "管理人员",
    "manage_calendar": "管理工作日历",
    "manage_units": "管理单位",
    "record_event": "登记事件",
    "audit": "审计",
    "keep_time": "定时办理",
}


def label_of(trigger: str) -> str:
    """The label of a verb, qualified or not; a word that is no verb of ours is shown as it was asked."""
    verb = trigger.partition(":")[0]
    return VERBS.get(verb, verb)
