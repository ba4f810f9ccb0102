"""The county of 2019 as the tests of the negative list, of vetoes and of what the city gives or takes know it."""

from typing import Any

import pytest

from actions.acts import Refused
from tests.integration.actions.year import Year

SCHEME, NOTICE = "ningshan-2019", "2019-09-04 09:00"
DESK, CHAIR, DEPUTY = "county_office_desk", "committee_chair", "committee_deputy"
LIST = "县考部门：负面清单不发生扣分（示例）"  # 市生态环境局宁陕分局 leads, 县应急管理局 takes part
INVESTMENT = "县考部门：完成固定资产投资任务（示例）"  # 县发改局 leads, 县文旅局 takes part
TOURISM = "县考部门：旅游发展争先进位（示例）"  # 县文旅局 alone
SHARED = {"environment": "-0.3", "emergency": "-0.2"}


def refused(year: Year, act: str, by: str, when: str, **told: Any) -> tuple[str, ...]:
    """Why an act is refused."""
    with pytest.raises(Refused) as caught:
        year.do(act, by, when, **told)
    return caught.value.reasons


def paper(
    year: Year, no: str = "市考〔2020〕3号", when: str = "2020-01-10 09:00", dated: str = "2020-01-08"
) -> dict[str, Any]:
    """The city's document, kept by the office."""
    scan = year.attach_loose(DESK, when, unit="county_office", title=no)
    return {"document_no": no, "dated_on": dated, "attachment": scan}


def listed(year: Year, when: str = "2019-09-10 09:00", title: str = "较大环境污染事件") -> int:
    """An item on the list."""
    told = {"assignment": year.assignment(LIST), "title": title, "basis": "宁办字〔2019〕88号第四条"}
    return year.do("list_negative_item", DESK, when, **told).ids["item"]


def happened(year: Year, item: int, when: str = "2019-11-04 09:00", on: str = "2019-11-03") -> None:
    year.do("report_occurrence", DESK, when, item=item, happened_on=on, words="尾矿渗漏，河道污染")


def taken(
    year: Year, item: int, points: str = "-0.5", when: str = "2020-01-10 10:00", no: str = "市考〔2020〕3号"
) -> None:
    """The city took points for it."""
    year.do("record_negative_loss", DESK, when, item=item, points=points, **paper(year, no, when))


def proposed(year: Year, item: int, when: str = "2020-01-13 09:00", **shares: str) -> None:
    """Shared out and put before the committee."""
    told = shares or SHARED
    year.do("apportion_loss", DESK, when, item=item, shares=told, words="环境分局牵头监管，应急局配合")
    year.do("propose_doubling", DESK, when, item=item)


def confirmed(year: Year, item: int, when: str = "2020-01-14 09:00") -> None:
    year.do("confirm_doubling", CHAIR, when, item=item, words="同意")


def doubled(year: Year) -> int:
    """All the way: an item whose loss is confirmed."""
    item = listed(year)
    happened(year, item)
    taken(year, item)
    proposed(year, item)
    confirmed(year, item)
    return item


def vetoed(year: Year, when: str = "2019-11-05 09:00", **other: Any) -> int:
    """县应急管理局 proposes one against 县发改局."""
    scan = year.attach_loose("emergency_officer", when, unit="emergency", title="关于一票否决的函")
    told = {
        "assessment": year.assessment, "matter": "safety", "unit": "reform", "happened_on": "2019-11-03",
        "words": "项目工地发生较大事故", "document_no": "宁应急函〔2019〕7号", "dated_on": "2019-11-05",
        "attachment": scan, "superior_basis": "市安委会办法第九条",
    }  # fmt: skip
    return year.do("propose_veto", "emergency_officer", when, **{**told, **other}).ids["veto"]
