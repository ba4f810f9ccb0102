"""`/api/v1`: what other systems may ask and bring."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query
from pydantic import AfterValidator

from actions.registry import registry
from models.listeners import listeners_of
from states.obligations import ObligationKind
from states.tokens import NEVER, TokenScope, scope_of
from web.api import reading
from web.api.bodies import body_of
from web.api.calling import AnyCall, Call, within
from web.api.doing import KEY, do
from web.api.reading import Paging, Standing, Wanted
from web.api.shapes import (
    Done,
    Hearing,
    Listed,
    Myself,
    OneAct,
    OneReport,
    OneResult,
    OneUnit,
    Owed,
    Scored,
    Year,
)

YEARS = range(1900, 3000)
LARGEST = 2**31 - 1
MOST = 200


def _countable(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError("no calendar of ours counts there")
    return day


def _troubles(*statuses: int) -> dict[int | str, dict[str, Any]]:
    said = {
        400: "参数或者内容不对", 401: "没有有效的令牌", 403: "令牌没有这个权限", 404: "没有找到", 409: "与别的请求冲突",
        413: "内容太大", 415: "内容的格式不对", 422: "没有办成：每一条原因", 429: "请求太频繁", 503: "系统正忙",
    }  # fmt: skip
    return {
        status: {
            "description": said[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Trouble"}}},
        }
        for status in (400, 401, 429, *statuses)
    }


READING, DOING = _troubles(403, 404), _troubles(403, 404, 409, 413, 415, 422, 503)
Number = Annotated[int, Query(ge=1, le=LARGEST)]
Word = Annotated[str, Query(max_length=100, pattern=r"^[^\x00-\x1f]+$")]
Day = Annotated[date, AfterValidator(_countable)]
Once = Annotated[
    str | None,
    Header(alias="Idempotency-Key", pattern=KEY, description="同一个编号送两次，只办一次；七天内有效"),
]
Body = Annotated[dict[str, Any], Depends(body_of)]


def _paging(
    after: Annotated[int, Query(ge=0, le=LARGEST, description="上一页给出的 next")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST, description="一页多少条")] = 50,
) -> Paging:
    return Paging(after=after, limit=limit)


Pages = Annotated[Paging, Depends(_paging)]
router = APIRouter(prefix="/v1")


def taking(act: str) -> dict[str, Any]:
    """The body of an act, as the act's own model describes it."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{act}"}}}
    return {"requestBody": {"required": True, "content": content}, "x-act": act}


# Asking


@router.get("/me", tags=["令牌"], summary="这个令牌能做什么", responses=_troubles())
def me(call: AnyCall) -> Myself:
    seats = [seat.post for seat in call.actor.seats]
    return Myself(
        name=call.token.name, office=call.directory.office_code, person=call.token.person, posts=seats,
        scopes=sorted(call.token.scopes), expires_at=call.token.expires_at,
    )  # fmt: skip


@router.get("/years", tags=["基础"], summary="考核年度", responses=_troubles())
def years(call: AnyCall) -> list[Year]:
    return reading.years(call)


@router.get("/units", tags=["基础"], summary="单位，按规范序列", responses=_troubles())
def units(call: AnyCall) -> list[OneUnit]:
    return reading.units(call)


@router.get("/obligations", tags=["应办事项"], summary="谁在何时前欠什么", responses=READING)
def obligations(
    call: Annotated[Call, Depends(within(TokenScope.OBLIGATIONS))],
    paging: Pages,
    state: Annotated[
        Standing, Query(description="open 还欠着、overdue 已过截止、settled 已了结、all 全部")
    ] = Standing.OPEN,
    assessment: Annotated[Number | None, Query(description="考核年度编号")] = None,
    unit: Annotated[Word | None, Query(description="单位编码")] = None,
    kind: Annotated[ObligationKind | None, Query(description="种类")] = None,
    due_from: Annotated[Day | None, Query(description="截止日不早于（含）")] = None,
    due_to: Annotated[Day | None, Query(description="截止日不晚于（含）")] = None,
) -> Listed[Owed]:
    wanted = Wanted(state=state, assessment=assessment, unit=unit, kind=kind, due_from=due_from, due_to=due_to)
    return reading.obligations(call, wanted, paging)


@router.get("/reports", tags=["进展报告"], summary="进展报告：状态和数", responses=READING)
def reports(
    call: Annotated[Call, Depends(within(TokenScope.REPORTS))],
    paging: Pages,
    assessment: Annotated[Number | None, Query(description="考核年度编号")] = None,
    unit: Annotated[Word | None, Query(description="单位编码")] = None,
    period: Annotated[Word | None, Query(description="期次，如 2019-06")] = None,
    state: Annotated[Word | None, Query(description="状态，如 submitted、verified")] = None,
) -> Listed[OneReport]:
    return reading.reports(call, assessment=assessment, unit=unit, period=period, state=state, paging=paging)


@router.get("/results", tags=["考核结果"], summary="已公布的考核结果", responses=READING)
def results(
    call: Annotated[Call, Depends(within(TokenScope.SCORES))],
    paging: Pages,
    assessment: Annotated[Number | None, Query(description="考核年度编号")] = None,
) -> Listed[OneResult]:
    return reading.results(call, assessment=assessment, paging=paging)


@router.get("/results/{result}/scores", tags=["考核结果"], summary="一次考核结果的得分和名次", responses=READING)
def scores(
    call: Annotated[Call, Depends(within(TokenScope.SCORES))],
    result: Annotated[int, Path(ge=1, le=LARGEST, description="考核结果编号")],
) -> list[Scored]:
    return reading.scores(call, result)


# Bringing


@router.post(
    "/facts",
    tags=["登记"],
    summary="登记评分事实（数据项的数等）",
    responses=DOING,
    openapi_extra=taking("record_facts"),
)
def facts(call: Annotated[Call, Depends(within(TokenScope.FACTS))], told: Body, once: Once = None) -> Done:
    return do(call, "record_facts", told, once)


@router.post(
    "/findings", tags=["登记"], summary="登记加减分事项", responses=DOING, openapi_extra=taking("draft_findings")
)
def findings(call: Annotated[Call, Depends(within(TokenScope.FINDINGS))], told: Body, once: Once = None) -> Done:
    return do(call, "draft_findings", told, once)


@router.get("/acts", tags=["办理"], summary="这个令牌可以办理的事项", responses=_troubles())
def acts(call: AnyCall) -> list[OneAct]:
    return [
        OneAct(name=entry.name, label=entry.label, purpose=entry.purpose)
        for name, entry in sorted(registry().items())
        if name not in NEVER and scope_of(name) in call.token.scopes
    ]


@router.post(
    "/acts/{name}", tags=["办理"], summary="办理一件事：任何一件令牌有权限的", responses=DOING,
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}},
)  # fmt: skip
def act(
    call: AnyCall,
    name: Annotated[str, Path(max_length=100, description="事项名称，见 /v1/acts")],
    told: Body,
    once: Once = None,
) -> Done:
    return do(call, name, told, once)


# Events


@router.get("/listeners", tags=["外发事件"], summary="事件接收方", responses=READING)
def listeners(call: Annotated[Call, Depends(within(TokenScope.EVENTS))]) -> list[Hearing]:
    return [Hearing(name=row.name, events=row.wanted) for row in listeners_of(call.tx, call.token.office_id)]


@router.post(
    "/listeners", tags=["外发事件"], summary="登记事件接收方，同名的换成新的", responses=DOING,
    openapi_extra=taking("set_listener"),
)  # fmt: skip
def listen(call: Annotated[Call, Depends(within(TokenScope.EVENTS))], told: Body, once: Once = None) -> Done:
    return do(call, "set_listener", told, once)


@router.post(
    "/listeners/drop",
    tags=["外发事件"],
    summary="停用事件接收方",
    responses=DOING,
    openapi_extra=taking("drop_listener"),
)
def stop_listening(call: Annotated[Call, Depends(within(TokenScope.EVENTS))], told: Body, once: Once = None) -> Done:
    return do(call, "drop_listener", told, once)
