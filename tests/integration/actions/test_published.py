"""The rules of the years that run are typed before anybody asks for them."""

import pytest
from sqlalchemy import update

from actions import published
from actions.published import learn_rules, published_of
from models.assessments import Assessment
from models.schemes import SchemeVersion
from states.assessment import AssessmentState
from tests.integration.actions.year import Year


@pytest.fixture(autouse=True)
def _as_in_a_new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "_TYPED", type(published._TYPED)())


def test_rules_that_were_learned_are_not_typed_again(town: Year) -> None:
    with town.database.read() as tx:
        learn_rules(tx)
        known = list(published._TYPED.values())
        assert len(known) == 1
        assert published_of(tx, town.assessment).scheme is known[0]


def test_what_no_longer_runs_is_not_learned(town: Year) -> None:
    with town.database.write() as tx:
        tx.execute(update(Assessment.t).values(state=AssessmentState.ARCHIVED.value))
    with town.database.read() as tx:
        learn_rules(tx)
    assert not published._TYPED


def test_rules_that_hold_no_more_keep_nobody_out(town: Year) -> None:
    with town.database.write() as tx:
        tx.execute(update(SchemeVersion.t).values(content={"title": "一份读不懂的方案"}))
    with town.database.read() as tx:
        learn_rules(tx)
        with pytest.raises(ValueError, match="Scheme"):
            published_of(tx, town.assessment)
