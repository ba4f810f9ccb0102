"""涉密 (O13): a file that bore a mark of secrecy was not kept; the office is told, without its name or content."""

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.people import enter_office
from actions.telling import Told
from config.roles import Role
from states.subjects import SubjectFacts, SubjectKind


class Withheld(Data):
    """Whose file it was, and the mark; the name of such a file may be secret itself."""

    office: str = Field(min_length=1, description="考核主体编码")
    unit: str = Field(min_length=1, description="上传单位编码")
    mark: str = Field(min_length=1, max_length=20, description="密级或内部标志")


@act("note_withheld", label="登记未予保存的材料", data=Withheld)
def note_withheld(act: Act, data: Withheld) -> Done:
    """记下有一份带密级标志的文件未予保存，并告知考核办；文件名和内容都不记。"""
    office_id = enter_office(act, data.office)
    if data.unit not in act.directory.unit_ids:
        raise act.refused(f"没有编码为“{data.unit}”的单位")
    facts = SubjectFacts(kind=SubjectKind.EVIDENCE, office=office_id, state="filling", lead_unit=data.unit)
    decision = allow(act, "attach_evidence", facts)
    unit = act.directory.unit(data.unit)
    after = {"unit": unit.code, "withheld": data.mark}
    act.record(SubjectKind.OFFICE.value, office_id, after=after, decision=decision)
    told = (act.directory.with_role(Role.ASSESSMENT_OFFICE_HEAD), act.directory.with_role(Role.ASSESSMENT_OFFICE))
    key = f"material_withheld:{unit.id}:{act.now:%Y-%m-%dT%H:%M:%S}"
    words = {"unit": unit.name, "mark": data.mark}
    for post in next((posts for posts in told if posts), ()):
        act.tell(Told(code="material_withheld", key=f"{key}:{post.id}", post_id=post.id, words=words))
    return Done("已告知考核办", ids={"unit": unit.id})
