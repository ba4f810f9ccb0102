"""A photo or scan that an act refers to: kept as a paper of the desk's own unit first, then named by its number."""

from collections.abc import Mapping
from typing import Any

from actions.acts import Refused
from actions.doors import Door
from actions.evidence.taking import add_file
from web.kernel.pages import Posted
from web.kernel.visit import Visit


def kept_scan(visit: Visit, posted: Posted, *, title: str, field: str = "scan") -> int | None:
    """The number of the version: of the file that was just sent, or of the one that came with an earlier try."""
    files = [file for name, file in posted.files if name == field and file.filename]
    if not files:
        before = posted.get(f"_{field}")
        return int(before) if before.isdecimal() else None
    if len(files) > 1:
        raise Refused("保存扫描件", ("请只附一个文件；几张照片请先合成一份",))
    told = {"office": visit.at.office_code, "unit": visit.at.unit_code, "title": title}
    door = Door(now=visit.now, by=visit.by)
    file, surroundings = files[0], visit.surroundings
    done = add_file(
        surroundings.database, surroundings.store, file.file, name=file.filename or "", told=told, door=door
    )
    return done.ids["version"]


def filled(posted: Posted) -> Mapping[str, Any]:
    """What was typed, to be shown again."""
    return {name: value for name, value in posted.inputs if not name.startswith("_")}
