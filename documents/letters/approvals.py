"""呈批单 (O03): one page for the leader's pen, with the code by which its scan is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.letters.model import Box, Form

SHEET = "呈批单"
BLANK, SIGNED = "　", "签名：　　　　　　　　　　年　　月　　日"
CHOICE = "□ 同意报送　　□ 退回修改"


@dataclass(frozen=True, slots=True)
class Step:
    """One who signs. `said`: what is known already of those before."""

    label: str
    said: tuple[str, ...] = ()


def approval_sheet(
    *, code: str, organ: str, subject: str, unit: str, date: str, gist: Sequence[str], steps: Sequence[Step]
) -> Form:
    """A box for each who signs; whoever has signed stands with his words."""
    room = 2 if len(steps) < 4 else 1
    signing = (
        Box(step.label, "\n".join(step.said))
        if step.said
        else Box(step.label, "\n".join((CHOICE, "批示：", *(BLANK,) * room, SIGNED)))
        for step in steps
    )
    return Form(
        kind="approval_sheet",
        name=SHEET,
        organ=organ,
        code=code,
        boxes=(
            Box("事由", subject),
            Box("呈报单位", unit, narrow=True),
            Box("呈报日期", date, narrow=True),
            Box("内容摘要", "\n".join(gist)),
            *signing,
        ),
        note="签批后请把本单交单位办公室，凭短码补录签批结果、日期和照片。",
    )
