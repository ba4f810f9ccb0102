"""What scores are worked out from, and the scores themselves."""

from states.granted.rows import Right, at, own_unit
from states.granted.seats import HANDLERS, SOURCES, K, R, S

SCORING: tuple[Right, ...] = (
    Right(
        "record_facts",
        (S.FACT,),
        (*HANDLERS, *at(K.ASSESSOR, R.ASSESSOR, R.DEPARTMENT_HEAD, R.LIAISON), *SOURCES),
        bars=(own_unit,),
    ),
)  # fmt: skip
