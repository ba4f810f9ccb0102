"""docs/events.md: what other systems are told of, from the table of signals itself."""

import json

from states.signals import DESCRIBED, PREFIX, Part, Signal

OPENING = f"""\
# 外发事件 · Events for other systems

由 `make docs` 从 `states/signals.py` 写出。Written by `make docs` from `states/signals.py`.

`set_listener` 登记一个接收方以后，下列事情与办理在同一个事务里写入发件箱，由投递任务送出，至少送达一次；
同一件事的 `id` 不变，收到两次可以认出来。
没有登记接收方的，什么也不写。演练（`kaohe rehearse`）不发。内容只有编号、代码和方案里的名称，没有人员姓名和联系方式。

发往网址（`jsons://`）的是下面这个 JSON，按 Standard Webhooks 签名
（`webhook-id`、`webhook-timestamp`、`webhook-signature`）；
发往 Prefect（`prefect://`）的资源写作 `prefect.resource.id`，如 `{PREFIX}.obligation.12`。
"""
EXAMPLE = {
    "id": "2b7c0a52-54a5-5a0e-a9f0-6a0a5e1f3d11",
    "event": Signal.REPORT_OVERDUE.value,
    "occurred": "2019-05-14T09:00:00+08:00",
    "resource": {"id": f"{PREFIX}.obligation.12", "name": "进展报送“2019年4月”"},
    "related": [
        {"id": f"{PREFIX}.office.1", "role": "office", "name": "县考核办"},
        {"id": f"{PREFIX}.assessment.1", "role": "year"},
        {"id": f"{PREFIX}.unit.3", "role": "unit", "name": "县人社局"},
    ],
    "payload": {
        "unit": "labour",
        "post": "labour_officer",
        "kind": "report",
        "title": "2019年4月进展情况",
        "period": "monthly:2019-04",
        "due_at": "2019-05-13T17:00:00+08:00",
    },
}


def events_page() -> str:
    rows = ["| 事件 | 名称 | 什么时候 | 关于 | 内容（`payload`） |", "|---|---|---|---|---|"]
    for signal in Signal:
        told = DESCRIBED[signal]
        about = f"{told.about.label} `{PREFIX}.{told.about.value}.编号`"
        parts = "；".join(map(_said, told.parts))
        rows.append(f"| `{signal.value}` | {signal.label} | {told.when} | {about} | {parts} |")
    example = json.dumps(EXAMPLE, ensure_ascii=False, indent=2)
    return "\n".join([OPENING, f"```json\n{example}\n```", "", *rows, ""])


def _said(part: Part) -> str:
    return f"`{part.name}` {part.label}（{part.shape}{'，可为 null' if part.may_lack else ''}）"
