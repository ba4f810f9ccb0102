"""A published year: the rules that it runs under, typed, shared by all acts of the same version."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from actions.acts import Refused
from config.scheme import Scheme
from config.terms import Own, own_words, speak
from documents.messages import shipped_templates
from models.assessments import Assessment
from models.schemes import SchemeVersion


@dataclass(frozen=True, slots=True)
class Published:
    """A year and its scheme. A running year keeps the version it started with."""

    assessment_id: int
    office_id: int
    year: int
    scheme_hash: str
    scheme: Scheme

    @property
    def own(self) -> Own:
        """What the office calls otherwise (O38)."""
        return own_words(self.scheme.terms)

    @property
    def texts(self) -> Mapping[str, str]:
        """The template of every message as this office words it: its own text, else ours in its own terms."""
        return {**_worded(self.own), **self.scheme.texts}


@lru_cache(maxsize=16)
def _worded(own: Own) -> Mapping[str, str]:
    return {code: speak(template, own) for code, template in shipped_templates().items()}


_TYPED: OrderedDict[str, Scheme] = OrderedDict()
_KEPT = 16


def published_of(tx: Connection, assessment_id: int) -> Published:
    """The rules of a year. Raises `Refused` when there is no such year."""
    row = tx.execute(
        select(Assessment.c.office_id, Assessment.c.year, SchemeVersion.c.id, SchemeVersion.c.hash)
        .join(SchemeVersion.t, SchemeVersion.c.id == Assessment.c.scheme_version_id)
        .where(Assessment.c.id == assessment_id)
    ).one_or_none()
    if row is None:
        raise Refused("办理", (f"没有编号为 {assessment_id} 的考核年度",))
    return Published(assessment_id, row.office_id, row.year, row.hash, _typed(tx, row.id, row.hash))


def _typed(tx: Connection, version_id: int, scheme_hash: str) -> Scheme:
    """Typing a scheme takes longer than most acts: each version is typed once in a process."""
    if scheme_hash not in _TYPED:
        content = tx.execute(select(SchemeVersion.c.content).where(SchemeVersion.c.id == version_id)).scalar_one()
        while len(_TYPED) >= _KEPT:
            _TYPED.popitem(last=False)
        _TYPED[scheme_hash] = Scheme.model_validate(content)
    return _TYPED[scheme_hash]
