"""A target is adjusted: asked for in time, decided with a document, in force from its day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.database import Database
from models.indicators import Target
from models.items import ItemTarget
from tests.integration.actions.breakdowns import (
    bodies,
    desks,
    in_execution,
    state,
)
from tests.integration.actions.year import Year, published

Refusing = Callable[..., tuple[str, ...]]


ASKED = {"targets": [{"target": "建成面积", "value": "750"}], "reason": "连片地块被征用50亩"}


@pytest.mark.closes("O32")
def test_adjusted_target_holds_from_its_day_and_the_old_one_is_kept(with_principal: Year, refused: Refusing) -> None:
    town = with_principal
    assignment = in_execution(town)
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **ASKED)
    assert desks(town, assignment, "decision") == ["mayor"]

    told = {"assignment": assignment, "agreed": True}
    reasons = refused(town, "decide_adjustment", "mayor", "2019-05-07 09:00", **told)
    assert reasons == ("请写明理由", "同意调整的，请登记批准文号")
    done = town.do(
        "decide_adjustment", "mayor", "2019-05-07 09:00",
        **told, words="情况属实", document_no="某政函〔2019〕3号", effective_on="2019-05-08",
    )  # fmt: skip

    assert done.summary == "已同意调整“新建高标准农田”的目标：建成面积由800调整为750"
    rows = [
        (row.value, row.revision, row.began_on, row.ended_on, row.basis) for row in town.rows(Target, name="建成面积")
    ]
    assert rows == [
        (Decimal(750), 2, date(2019, 5, 8), None, "某政函〔2019〕3号"),
        (Decimal(800), 1, None, date(2019, 5, 7), ""),
    ]
    assert [row.value for row in town.rows(ItemTarget)] == [Decimal(750)]
    assert (state(town, assignment), town.owed(kind="decision")) == ("in_execution", [])
    assert bodies(town, "adjustment_decided") == [
        (
            "farming_officer",
            "“新建高标准农田”的目标调整申请已同意，自2019年5月8日（周三）起执行：建成面积由800调整为750。"
            "依据：某政函〔2019〕3号。意见：情况属实",
        )
    ]


@pytest.mark.closes("O32")
def test_target_that_the_superior_set_needs_his_reply(database: Database, tmp_path: Path, refused: Refusing) -> None:
    other = {
        "posts:\n": "posts:\n  - {code: mayor, title: 镇长, unit: leaders, role: principal_leader}\n",
        "by: office": "by: superior",
    }
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    assignment = in_execution(town)
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **ASKED)

    told = {"assignment": assignment, "agreed": True, "words": "同意", "document_no": "某政函〔2019〕3号"}
    reasons = refused(town, "decide_adjustment", "mayor", "2019-05-07 09:00", **told)
    assert reasons == ("目标由上级下达，须先报上级批复并登记批复文件",)

    reply = {"document_no": "市考〔2019〕12号", "dated_on": "2019-05-06"}
    town.do("decide_adjustment", "mayor", "2019-05-08 09:00", **told, reply=reply)
    assert town.one(Target, name="建成面积", revision=2).basis == "某政函〔2019〕3号；市考〔2019〕12号（2019-05-06）"


@pytest.mark.closes("O32")
def test_adjustment_after_the_cut_off_is_refused(database: Database, tmp_path: Path, refused: Refusing) -> None:
    other = {"late_start: exempt": "late_start: exempt\n  adjust_before: 2019-09-30"}
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    assignment = in_execution(town)

    reasons = refused(
        town, "request_adjustment", "farming_officer", "2019-10-01 00:00", assignment=assignment, **ASKED
    )  # fmt: skip
    assert reasons == ("调整申请应在2019年09月30日前提出",)
    town.do("request_adjustment", "farming_officer", "2019-09-30 23:59", assignment=assignment, **ASKED)
    assert state(town, assignment) == "adjustment_requested"


def test_refused_adjustment_leaves_the_target(with_principal: Year) -> None:
    town = with_principal
    assignment = in_execution(town)
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **ASKED)
    town.do("decide_adjustment", "mayor", "2019-05-07 09:00", assignment=assignment, agreed=False, words="理由不足")

    assert [row.value for row in town.rows(Target, name="建成面积")] == [Decimal(800)]
    assert state(town, assignment) == "in_execution"


def test_adjustment_names_what_is_wrong(with_principal: Year, refused: Refusing) -> None:
    assignment = in_execution(with_principal)
    wanted = [
        {"target": "产量", "value": 1},
        {"target": "建成面积", "value": 800},
        {"target": "建成面积", "text": "多"},
    ]
    told = {"assignment": assignment, "targets": wanted}
    reasons = refused(with_principal, "request_adjustment", "farming_officer", "2019-05-06 09:00", **told)
    assert reasons == (
        "请写明理由",
        "本任务没有名为“产量”的目标",
        "“建成面积”与现行目标相同",
        "“建成面积”是数值目标，请写 value",
    )


@pytest.mark.closes("R0.6")
def test_target_in_words_is_adjusted_in_words(with_principal: Year, refused: Refusing) -> None:
    town = with_principal
    assignment = in_execution(town, title="农机安全检查")
    (target,) = [row for row in town.rows(Target) if row.value is None]
    asked = {"assignment": assignment, "reason": "农忙推迟，改为两次"}
    number = {"targets": [{"target": target.name, "value": "2"}]}
    assert refused(town, "request_adjustment", "farming_officer", "2019-05-06 09:00", **asked, **number) != ()
    words = {"targets": [{"target": target.name, "text": "组织两次检查并销号"}]}
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", **asked, **words)
    told = {"assignment": assignment, "agreed": True, "words": "情况属实", "document_no": "某政函〔2019〕5号"}
    done = town.do("decide_adjustment", "mayor", "2019-05-07 09:00", **told)

    assert (
        done.summary == "已同意调整“农机安全检查”的目标：组织一次检查并销号由组织一次检查并销号调整为组织两次检查并销号"
    )
    rows = [(row.text, row.revision, row.ended_on) for row in town.rows(Target, name=target.name)]
    assert rows == [("组织两次检查并销号", 2, None), ("组织一次检查并销号", 1, date(2019, 5, 6))]
    assert state(town, assignment) == "in_execution"
