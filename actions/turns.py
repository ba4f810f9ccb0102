"""What people learn of a step: whose turn it is now, what came back, who need not act any more.

A leader is handed a thing and his 联络员 knows that it lies there; what merely waits on his desk is told to the 联络员,
never to him (O10). Whoever is told why it is his turn is not told a second time that it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from actions.context import Act
from actions.directory import PostEntry
from actions.leaders import WAITS, desk_of, keepers_of
from actions.obligating import Owed
from actions.subjects import Subject
from actions.telling import Told
from actions.wording import say_asked, say_last_moment
from config.obligations import ObligationKind
from config.roles import LEADERS
from config.terms import speak
from models.reviews import Review
from states.effects import Audience, Telling
from states.facts import ReviewFacts
from states.rules import Move
from states.subjects import SubjectKind
from workdays.wording import say_day

F = TypeVar("F", bound=ReviewFacts)

# told with these words, a post knows that it is its turn
SAYS_IT_ALL = frozenset({"reassigned", "consulted", "returned"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that a post owes from now on."""

    owed: Owed
    obligation_id: int


def tell_effects(
    act: Act,
    subject: Subject[F],
    move: Move[F],
    facts: F,
    tellings: Sequence[Telling],
    turns: Sequence[Turn],
    *,
    words: Mapping[str, Any],
) -> None:
    """Everything that the people concerned learn of a move. `words` go before what is known of the thing."""
    book = _Book(act, subject, move, facts, words)
    if subject.speaks and not SAYS_IT_ALL & {telling.code for telling in tellings}:
        for turn in turns:
            book.turn(turn, "to_review" if turn.owed.kind is ObligationKind.REVIEW else "to_do")
    for telling in tellings:
        book.tell(telling, turns)
    book.recorded()


@dataclass(frozen=True, slots=True)
class _Book:
    """The messages of one move."""

    act: Act
    subject: Subject[Any]
    move: Move[Any]
    facts: ReviewFacts
    words: Mapping[str, Any]

    def turn(self, turn: Turn, code: str, *, key: str = "") -> None:
        """A to-do, for as long as it is one. With `key`, a person who sits in two of these seats is told once."""
        post = self.act.directory.posts[turn.owed.post_id]
        words = {
            "subject": turn.owed.title,
            "due": _by_when(turn.owed),
            "step": self.move.dest.label.removeprefix("待"),
            "reader": post.title,
        }
        if code == "to_do":
            # how far it has come, what is to be done with it, by the unit that has to do it
            is_judged = turn.owed.kind is ObligationKind.SCORE and self.subject.kind is SubjectKind.ASSIGNMENT
            words |= {
                "state": "已认定" if is_judged else self.move.dest.label,
                "what": speak(turn.owed.kind.label, self.subject.published.own),
                "unit": self.act.directory.units[turn.owed.unit_id].shown,
            }
        for place, told in self._desk(post, code):
            self._say(
                told, key or f"turn:{turn.obligation_id}:{place}", words, post=place, while_open=turn.obligation_id
            )

    def _desk(self, post: PostEntry, code: str) -> Iterator[tuple[int, str]]:
        """A leader finds it presented to him; his 联络员 sees to it that it reaches him (O10)."""
        if code == "to_do":
            yield from desk_of(self.act.directory, post.id, code)
            return
        is_presented = code == "to_review" and post.role in LEADERS
        yield post.id, "presented" if is_presented else code
        for place in keepers_of(self.act.directory, post):
            yield place, WAITS if is_presented else code

    def tell(self, telling: Telling, turns: Sequence[Turn]) -> None:
        match telling.audience:
            case Audience.SUBMITTER:
                self._returned(turns)
            case Audience.ASKED:
                for turn in turns if telling.code in SAYS_IT_ALL else ():
                    self.turn(turn, telling.code)
                if telling.code == "copied":
                    self._posts(telling.code, telling.posts)
            case Audience.AWAITED if telling.code == "urged_by_hand":
                self._urged(telling.posts)
            case Audience.FREED:
                self._posts("freed" if self.move.rule.verb == "return_for_revision" else "vote_closed", telling.posts)
            case Audience.PASSED_OVER:
                self._posts(telling.code, self._passed_over())
            case _:
                self._posts(telling.code, telling.posts)

    def _returned(self, turns: Sequence[Turn]) -> None:
        """To the writer, and to whoever owes the revision with him; to the earlier step that has it again."""
        to_writer = any(turn.owed.kind is ObligationKind.REVISION for turn in turns)
        for turn in turns:
            self.turn(turn, "returned" if to_writer else "returned_to_step", key=self._key("returned"))
        if to_writer and self.facts.subject.submitter is not None:
            words = {"due": _by_when(turns[0].owed)}
            self._say("returned", self._key("returned"), words, person=self.facts.subject.submitter)

    def _urged(self, posts: Iterable[str]) -> None:
        for code in sorted(posts):
            post = self.act.directory.post(code)
            key = f"{self._key('urged')}:{code}"
            if post.role not in LEADERS:
                self._say("urged_by_hand", key, {}, post=post.id)
            for place in keepers_of(self.act.directory, post):
                self._say(WAITS, key, {"reader": post.title}, post=place)

    def _posts(self, code: str, posts: Iterable[str]) -> None:
        for post in sorted(posts):
            self._say(code, f"{self._key(code)}:{post}", {}, post=self.act.directory.post_ids[post])

    def _passed_over(self) -> list[str]:
        """The posts that had agreed before it was returned and are not asked again."""
        query = select(Review.c.post_id).where(
            Review.c.subject_kind == self.subject.kind.value,
            Review.c.subject_id == self.subject.id,
            Review.c.decision == "agreed",
        )
        posts = self.act.directory.posts
        return sorted({posts[number].code for number in self.act.tx.scalars(query.distinct()) if number in posts})

    def recorded(self) -> None:
        """Whose hand it was not learns what was written down in his name (O03, O17)."""
        paper, entered_for = self.act.door.paper, self.act.door.entered_for if self.act.door.is_typed else None
        if paper is not None:
            signed = say_day(self.act.effective_at.date(), year=False)
            words = {"signed": signed, "decision": self.move.rule.label, "by": self._clerk()}
            self._say("paper_recorded", self._key("paper"), words, person=paper.leader)
        elif entered_for is not None:
            self._say("entered_for", self._key("entered_for"), {"by": self._clerk()}, person=entered_for)

    def _clerk(self) -> str:
        clerk = self.act.door.by
        seats = self.act.directory.actor(clerk).seats if clerk is not None else ()
        return self.act.directory.post(seats[0].post).title if seats else self.act.directory.office_name

    # one message

    def _key(self, code: str) -> str:
        return f"{code}:{self.subject.kind.value}:{self.subject.id}:{self.subject.row.version + 1}"

    def _say(
        self,
        code: str,
        key: str,
        words: Mapping[str, Any],
        *,
        post: int | None = None,
        person: int | None = None,
        while_open: int | None = None,
    ) -> None:
        if "due" not in words:
            words = {**words, "due": _due_words(self.act, self.subject)}
        self.act.tell(
            Told(
                code=code,
                key=key,
                post_id=post,
                person_id=person,
                words={**self._words(), **words, **self.words},
                overrides=self.subject.published.texts,
                wanted_while=while_open,
                why=self._why(),
            )
        )

    def _why(self) -> str:
        """What was done just before; what the clock did, it did on its day."""
        label = self.move.rule.label
        return f"定时办理“{label}”之后" if self.act.door.author is None else f"{self.act.by}“{label}”之后"

    def _words(self) -> dict[str, Any]:
        seat = self.move.decision.seat
        return {
            "unit": self.act.directory.units[self.subject.lead_unit_id].shown,
            "what": self.subject.what,
            "subject": self.subject.title,
            "by": self.act.directory.post(seat.post).title if seat is not None else self.act.by,
            "reason": self.facts.words,
            "count": len(self.facts.urged_at) + 1,
        }


def _by_when(owed: Owed) -> str:
    """What has no date, and waits for nobody's, is asked for soon."""
    return "近日" if owed.due is None and owed.deadline is None else say_asked(owed)


def _due_words(act: Act, subject: Subject[Any]) -> str:
    """By when whoever has it now is to deal with it."""
    due = min((row.due_at for row in act.obligations.about(subject.kind.value, subject.id) if row.due_at), default=None)
    return "规定时间" if due is None else say_last_moment(due)
