"""By when the ladder for shortfalls asks a letter of a kind to be answered."""

from config.due import Due
from config.ladders import RungAct
from config.letters import LetterKind
from config.scheme import Scheme

ACTS = {
    LetterKind.WARNING: RungAct.DRAFT_WARNING,
    LetterKind.ORDER: RungAct.DRAFT_SUPERVISION,
    LetterKind.TALK: RungAct.PROPOSE_TALK,
}


def reply_asked_by(scheme: Scheme, kind: LetterKind) -> Due | None:
    rungs = (rung for ladder in scheme.ladders.values() if ladder.for_shortfalls for rung in ladder.rungs)
    return next((rung.reply for rung in rungs if rung.act is ACTS.get(kind)), None)
