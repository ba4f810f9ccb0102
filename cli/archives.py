"""`kaohe archive`: a year as one file, whether such a file is as it was made, and packages for inspectors."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from actions.acts import Refused
from actions.archiving.handing_out import arriving, hand_out_pack, hand_out_year
from actions.archiving.packs import Wanted, tasks_of, write_catalogue
from actions.archiving.years import Made
from actions.doors import Door
from actions.running import year_called
from cli.acting import find, refusal
from cli.clock import read_clock
from cli.groups import WRONG
from cli.opening import opened
from cli.people import person_named
from cli.schemes import read_scheme
from cli.score_pages import unit_called
from cli.speaking import answer, page, progress
from cli.stored_scores import NoYear
from config.settings import read_settings
from documents.archives.opening import Fault
from documents.archives.verifying import WHOLE, Verified, verify_year
from documents.evidence_stores import store_of
from models.database import Database

MADE, PACKED, VERIFIED = "kaohe.archive/1", "kaohe.archive.pack/1", "kaohe.archive.verify/1"


def year(scheme: str, *, to: Path, person: str, as_json: bool) -> int:
    settings, now = read_settings(), read_clock()
    code = read_scheme(scheme).scheme.scheme
    with opened(settings) as database, progress("存档") as step:
        number = _year(database, code, now=now)
        door = Door(now=now, by=person_named(database, person))
        try:
            made = hand_out_year(database, store_of(settings), number, to, door=door, step=step)
        except Refused as refused:
            return refusal(find("take_archive"), refused, as_json=as_json)
    if as_json:
        answer(MADE, {"ok": True, "file": str(to), **_told(made)})
    else:
        page().print("\n".join(_said(made, to)), soft_wrap=True)
    return 0


def _told(made: Made) -> dict[str, Any]:
    absent = [each.sha256 for each in made.manifest.absent]
    return {"digest": made.digest, "rows": made.rows, "files": made.files, "absent": absent}


def _said(made: Made, to: Path) -> list[str]:
    head = made.manifest.head
    said = [f"已存成 {to}：{head.title}，{made.rows} 行数据，{made.files} 个文件。"]
    if absent := made.manifest.absent:
        said.append(f"材料库里缺 {len(absent)} 个文件，已记在清单里；请先从备份恢复再存一次。")
    return [*said, f"校验值 {made.digest}", "取走已记入履历。"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed for a package."""

    scheme: str
    to: Path
    person: str
    indicator: str | None
    unit: str | None


def pack(asked: Asked, *, as_json: bool) -> int:
    settings, now = read_settings(), read_clock()
    loaded = read_scheme(asked.scheme).scheme
    unit = unit_called(loaded, asked.unit) or ""
    with opened(settings) as database, progress("整理资料"):
        number = _year(database, loaded.scheme, now=now)
        with database.read() as tx:
            tasks = tasks_of(tx, number, asked.indicator) if asked.indicator else ()
        wanted = Wanted(assessment=number, assignments=tasks, unit=unit)
        door = Door(now=now, by=person_named(database, asked.person))
        try:
            packed = hand_out_pack(database, store_of(settings), wanted, asked.to, door=door)
        except Refused as refused:
            return refusal(find("take_pack"), refused, as_json=as_json)
    if as_json:
        missing = [{"indicator": name, "what": what} for name, what in packed.missing]
        counts = {"digest": packed.digest, "volumes": packed.volumes, "files": packed.files}
        answer(PACKED, {"ok": True, "file": str(asked.to), **counts, "missing": missing})
        return 0
    said = [f"已存成 {asked.to}：{packed.volumes} 卷，{packed.files} 件材料。校验值 {packed.digest}"]
    said += ["没有缺项。"] if not packed.missing else [f"缺 {len(packed.missing)} 项："]
    page().print("\n".join([*said, *(f"  {name}：{what}" for name, what in packed.missing)]), soft_wrap=True)
    return 0


def catalogue(scheme: str, *, to: Path, person: str) -> int:
    settings, now = read_settings(), read_clock()
    with opened(settings) as database, progress("列目录"):
        number = _year(database, read_scheme(scheme).scheme.scheme, now=now)
        door = Door(now=now, by=person_named(database, person))
        with arriving(to) as file:
            file.write(write_catalogue(database, store_of(settings), number, door=door))
    page().print(f"已存成 {to}。", soft_wrap=True)
    return 0


def _year(database: Database, code: str, *, now: datetime) -> int:
    with database.read() as tx:
        number = year_called(tx, code, day=now.date())
    if number is None:
        raise NoYear(f"数据库里没有按方案“{code}”发布的年度")
    return number


def verify(file: Path, *, digest: str | None, as_json: bool) -> int:
    with progress("核对") as step:
        found = verify_year(file, step=step)
    faults = [*found.faults]
    if digest is not None and digest != found.digest:
        faults.append(Fault(WHOLE, f"不是校验值为 {digest} 的那一份"))
    if as_json:
        told = {"ok": not faults, "digest": found.digest, "faults": [_fault(each) for each in faults]}
        answer(VERIFIED, told | _counts(found))
    else:
        page().print("\n".join(_verified(found, faults)), soft_wrap=True)
    return WRONG if faults else 0


def _fault(fault: Fault) -> dict[str, str]:
    return {"where": fault.where, "what": fault.what}


def _counts(found: Verified) -> dict[str, Any]:
    if found.manifest is None or found.chain is None:
        return {}
    head, chain = found.manifest.head, found.chain
    journal = {"rows": chain.rows, "seals": chain.seals, "unsealed": chain.unsealed}
    return {"head": head.model_dump(), "journal": journal, "files": found.files}


def _verified(found: Verified, faults: list[Fault]) -> list[str]:
    said = []
    if found.manifest is not None and found.chain is not None:
        head, chain = found.manifest.head, found.chain
        said.append(f"{head.office_name}　{head.title}，存于 {head.made_at}。")
        sealed = f"履历 {chain.rows} 行，{chain.seals} 次封存，未封存 {chain.unsealed} 行"
        said.append(f"成员 {len(found.manifest.members)} 个，文件 {found.files} 个；{sealed}。")
    if not faults:
        return [*said, f"核对无误。校验值 {found.digest}"]
    return [*said, f"发现 {len(faults)} 处不符：", *(f"  {each}" for each in faults)]
