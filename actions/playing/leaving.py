"""Leave in a played year: approved by somebody else, ended early where he comes back before its last day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from actions.behaviours import Away
from actions.playing.away import Absence
from actions.playing.cast import Player
from actions.playing.errands import Errand, clerks
from actions.playing.hours import RECORDING, WRITING, at, next_working
from actions.playing.stage import Stage
from config.roles import Role

APPROVERS = (Role.UNIT_OFFICE, Role.DEPARTMENT_HEAD)


def leaves_of(stage: Stage, said: Away) -> Iterator[Errand]:
    """准假 for everybody whom it speaks of, and 销假 for whoever comes back early; what was over before is let be."""
    leave, calendar = said.leave, stage.calendar
    if leave.ends_on < stage.begins_at.date():
        return
    approved = at(leave.approved_on or calendar.add_workdays(leave.begins_on, -1), RECORDING)
    moment = max(next_working(approved, RECORDING, calendar=calendar), stage.begins_at)
    for player in stage.cast.players:
        if said.posts.isdisjoint(player.posts):
            continue
        yield Errand(moment, _approver(stage, player), partial(_approve, stage, said, player))
        if leave.back_on is not None:
            back = max(next_working(at(leave.back_on, WRITING), WRITING, calendar=calendar), moment)
            yield Errand(back, player.posts[0], partial(_return, stage))


def _approver(stage: Stage, player: Player) -> str:
    """The head of his unit, where he is not that himself; else the office."""
    posts = {post.code: post for post in stage.scheme.posts}
    units = {posts[code].unit for code in player.posts}
    own = [post.code for role in APPROVERS for post in posts.values() if post.role is role and post.unit in units]
    return next(code for code in (*own, *clerks(stage)) if stage.cast.at(code) != player)


def _approve(stage: Stage, said: Away, player: Player, by: Player, now: datetime) -> None:
    leave = said.leave
    substitute = stage.cast.at(said.substitute) if said.substitute is not None else None
    data = {
        "office": stage.scheme.office.code,
        "person": player.code,
        "begins_on": leave.begins_on,
        "ends_on": leave.ends_on,
        "substitute": substitute.code if substitute is not None else None,
        "reason": leave.why,
    }
    done = stage.do("approve_leave", data, by=by, now=now)
    if done is not None:
        stage.absences.append(Absence(done.ids["leave"], player, leave.begins_on, leave.ends_on, substitute))


def _return(stage: Stage, by: Player, now: datetime) -> None:
    """Whoever sits at his desk again says so; from then on he acts for himself."""
    today = now.date()
    for place, each in enumerate(stage.absences):
        if each.player == by and each.covers(today):
            last = today - timedelta(days=1)
            data = {"leave": each.leave_id, "ends_on": last}
            if stage.do("end_leave", data, by=by, now=now, himself=True) is not None:
                stage.absences[place] = replace(each, ends_on=last)
