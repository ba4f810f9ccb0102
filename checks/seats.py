"""Is there somebody in every seat that a year needs, and never the same person on both sides (A13, R1.8)?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checks.doubt import Doubt, error, note, warning
from config.chains import AtLeast, Skip, Step, Together
from config.pointers import pointer_of
from config.readings import PlannedAssignment, assignments_of, indicators_of
from config.roles import APART, Role
from config.scheme import Scheme
from config.seats import SeatOf
from config.units import Unit, UnitKind
from config.windowing import asked_by
from states.seating import CLERKS, WRITERS, Directory, PostFacts
from states.subjects import SubjectFacts, SubjectKind


def directory_of(scheme: Scheme) -> Directory:
    """The posts of a scheme as the machines see them."""
    return Directory(
        host_unit=scheme.office.unit,
        posts=tuple(
            PostFacts(
                code=post.code,
                unit=post.unit,
                role=post.role,
                in_charge_of=frozenset(post.in_charge_of),
                grants=frozenset(grant.role for grant in post.grants),
            )
            for post in scheme.posts
        ),
    )


def subject_of(assignment: PlannedAssignment) -> SubjectFacts:
    return SubjectFacts(
        kind=SubjectKind.ASSIGNMENT,
        office=0,
        lead_unit=assignment.lead,
        co_units=frozenset((*assignment.other_leads, *assignment.co_units)),
        leader_post=assignment.leader or "",
    )


def doubts_of_seats(scheme: Scheme) -> Iterator[Doubt]:
    directory = directory_of(scheme)
    yield from _leads(scheme)
    yield from _leaders(scheme)
    yield from _clerks(scheme, directory)
    yield from _writers(scheme, directory)
    yield from _separate(scheme)
    yield from _three(scheme)
    for code, by_lead in _runs(scheme).items():
        for place, step in enumerate(scheme.chains[code].steps):
            pointer = pointer_of(("chains", code, "steps", place))
            yield from _step(scheme, pointer, step, by_lead, directory)


def _separate(scheme: Scheme) -> Iterator[Doubt]:
    """三员分立: what one person may not hold together, no post may have together."""
    apart = set(scheme.policy.separate)
    for place, post in enumerate(scheme.posts):
        roles = dict.fromkeys((post.role, *(grant.role for grant in post.grants)))
        both = [role.label for role in roles if role in apart]
        if len(both) > 1:
            pointer = pointer_of(("posts", place, "grants"))
            sentence = f"“{post.title}”兼有{'、'.join(both)}，而方案规定三员分立，一人只能担任一种"
            yield error(pointer, sentence, "分成几个岗位，由不同的人担任")


def _three(scheme: Scheme) -> Iterator[Doubt]:
    """Whoever gives access neither runs nor audits what he gives access to: all three are there, and kept apart."""
    posts = [place for place, post in enumerate(scheme.posts) if post.role is Role.SECURITY_ADMINISTRATOR]
    missing = [role.label for role in APART if role not in scheme.policy.separate]
    if posts and missing:
        sentence = f"设了安全管理员，三员分立却没有写{'、'.join(missing)}：同一个人可以兼任"
        yield warning(f"/posts/{posts[0]}/role", sentence, f"policy.separate 写 [{', '.join(APART)}]")
    if Role.SECURITY_ADMINISTRATOR in scheme.policy.separate and not posts:
        sentence = "三员分立写了安全管理员，却没有这个岗位：人员和账号仍由系统管理员办理"
        yield warning("/policy/separate", sentence, "设一个 role 为 security_administrator 的岗位")


def _leads(scheme: Scheme) -> Iterator[Doubt]:
    for placed in indicators_of(scheme):
        indicator = placed.indicator
        if placed.is_leaf and not indicator.segments and not indicator.leads:
            advice = "写明 leads；分给几家的写 segments，几家各有一份的写 assessed"
            yield error(placed.pointer, f"“{indicator.title}”没有牵头单位", advice, indicator.basis)
        for place, segment in enumerate(indicator.segments):
            if not segment.leads:
                pointer = pointer_of((*placed.steps, "segments", place))
                yield error(pointer, f"“{segment.title}”没有牵头单位", "写明这一段的 leads", segment.basis)
    for assignment in assignments_of(scheme):
        yield from _lead(scheme, assignment)


def _lead(scheme: Scheme, assignment: PlannedAssignment) -> Iterator[Doubt]:
    unit = scheme.unit(assignment.lead)
    pointer = f"{assignment.pointer}/leads"
    if unit.kind is UnitKind.EXTERNAL:
        yield error(pointer, f"“{unit.name}”是外单位，不登录，不能牵头“{assignment.title}”", "改由本级单位牵头")
    if assignment.lead in assignment.assessors:
        yield warning(
            f"{assignment.pointer}/assessors",
            f"“{unit.name}”既牵头又考评“{assignment.title}”：自己考自己",
            "换一个考评单位，或由考核办复核",
        )
    twice = {*assignment.other_leads, assignment.lead} & {*assignment.co_units}
    for code in sorted(twice):
        yield warning(pointer, f"“{scheme.unit(code).name}”既是牵头单位又是配合单位", "在 co_units 里删去它")


def _leaders(scheme: Scheme) -> Iterator[Doubt]:
    in_charge: dict[str, str] = {}
    for place, post in enumerate(scheme.posts):
        if post.role not in (Role.LEADER_IN_CHARGE, Role.PRINCIPAL_LEADER):
            continue
        if post.liaison is None:
            yield note(
                f"/posts/{place}",
                f"“{post.title}”没有联络员：等候他审阅的事项到时无人提醒",
                "写明 liaison；领导本人不收催办（O10）",
            )
        for index, unit in enumerate(post.in_charge_of):
            if unit in in_charge and post.role is Role.LEADER_IN_CHARGE:
                yield warning(
                    f"/posts/{place}/in_charge_of/{index}",
                    f"“{scheme.unit(unit).name}”有两位分管领导：{in_charge[unit]}、{post.title}",
                    "一个单位写一位分管领导；个别指标另有责任领导的，写在指标的 leader 里",
                )
            in_charge.setdefault(unit, post.title)


def _clerks(scheme: Scheme, directory: Directory) -> Iterator[Doubt]:
    nobody = SubjectFacts(kind=SubjectKind.PACKAGE, office=0)
    if not directory.groups(CLERKS, nobody):
        yield error(
            "/office/unit",
            f"“{scheme.unit(scheme.office.unit).name}”没有收件汇总的岗位",
            "给它写一个 role 为 assessment_office 或 unit_office 的岗位",
        )


def _writers(scheme: Scheme, directory: Directory) -> Iterator[Doubt]:
    told: set[str] = set()
    for assignment in assignments_of(scheme):
        if assignment.lead in told or scheme.unit(assignment.lead).kind is UnitKind.EXTERNAL:
            continue
        told.add(assignment.lead)
        if not directory.groups(WRITERS, subject_of(assignment)):
            yield error(
                f"{assignment.pointer}/leads",
                f"牵头单位“{scheme.unit(assignment.lead).name}”没有能填报的岗位",
                "给它写承办人（officer）或责任人（responsible_person）岗位",
            )


def _runs(scheme: Scheme) -> dict[str, dict[str, SubjectFacts]]:
    """Which lead units go through which chain; a package goes through its own as the organising office's."""
    breakdown = scheme.stages.breakdown
    runs: defaultdict[str, dict[str, SubjectFacts]] = defaultdict(dict)
    runs[breakdown.chain].update(_by_lead(assignments_of(scheme)))
    for window in scheme.windows:
        runs[window.chain].update(_by_lead(asked_by(scheme, window)))
    home = scheme.office.unit
    for package in (breakdown.package, *(window.package for window in scheme.windows)):
        if package and package.chain:
            runs[package.chain][home] = SubjectFacts(kind=SubjectKind.PACKAGE, office=0, lead_unit=home)
    return runs


def _by_lead(assignments: Iterable[PlannedAssignment]) -> dict[str, SubjectFacts]:
    return {assignment.lead: subject_of(assignment) for assignment in assignments}


def _step(
    scheme: Scheme, pointer: str, step: Step, by_lead: dict[str, SubjectFacts], directory: Directory
) -> Iterator[Doubt]:
    short = [lead for lead, subject in by_lead.items() if not _suffices(step, subject, directory)]
    if short and step.skip_when is not Skip.NO_POST:
        yield error(
            pointer,
            f"“{step.label}”没有足够的人审：{_names(scheme, short)}没有这样的岗位（{_wanted(step)}）",
            "补岗位，或写 skip_when: no_post 准许跳过",
        )
    elif short and len(short) == len(by_lead):
        yield warning(pointer, f"“{step.label}”永远走不到：没有一个单位设了这样的岗位", "补岗位，或删去这个环节")
    if any(seat.role is Role.OFFICER and seat.of is SeatOf.LEAD for seat in step.reviewers):
        yield warning(pointer, f"“{step.label}”由承办人审：填报的和审核的是同一些人", "改由部门负责人或责任人审核")
    for lead, subject in by_lead.items():
        if subject.kind is not SubjectKind.PACKAGE:
            yield from _same_person(scheme, pointer, step, scheme.unit(lead), subject, directory)


def _suffices(step: Step, subject: SubjectFacts, directory: Directory) -> bool:
    found = len(directory.groups(step.reviewers, subject))
    match step.mode:
        case AtLeast(at_least=least):
            return found >= least
        case Together.ALL:
            return all(directory.groups((seat,), subject) for seat in step.reviewers if seat.of is not SeatOf.CO_UNITS)
        case _:
            return found > 0


def _same_person(
    scheme: Scheme, pointer: str, step: Step, lead: Unit, subject: SubjectFacts, directory: Directory
) -> Iterator[Doubt]:
    """A13: who writes does not review. Where the only writer is the only reviewer, the thing can never pass."""
    reviewers = {post for group in directory.groups(step.reviewers, subject) for post in group}
    writers = {post for group in directory.groups(WRITERS, subject) for post in group}
    if not writers or writers != reviewers or len(writers) > 1:
        return
    post = scheme.post(writers.pop())
    if post.grants:
        sentence = f"“{lead.name}”的“{post.title}”兼岗：自己填报、自己“{step.label}”"
        yield note(pointer, sentence, "记录上会标明兼岗，考核办抽查（O08）")
    else:
        yield error(
            pointer,
            f"“{lead.name}”只有“{post.title}”一个岗位，既要填报又要“{step.label}”",
            "增设承办人岗位；单位小、确需兼岗的，在岗位上写 grants",
        )


def _wanted(step: Step) -> str:
    return "、".join(dict.fromkeys(seat.role.label for seat in step.reviewers))


def _names(scheme: Scheme, codes: list[str]) -> str:
    shown = "、".join(scheme.unit(code).shown for code in codes[:5])
    return f"{shown}等{len(codes)}个单位" if len(codes) > 5 else shown
