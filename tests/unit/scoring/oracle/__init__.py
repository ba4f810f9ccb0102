"""The rules once more, read off the words of docs/scoring.md: plain fractions, one case after another, no explanation.

It knows nothing of the product's evaluator. Rules are what a clerk types (dicts, numbers, names); an answer is a
fraction, or `Nothing` where there is nothing to look at, or `Refusal` where something has to be decided first.
"""

from tests.unit.scoring.oracle.combining import Combining
from tests.unit.scoring.oracle.looking import Looking
from tests.unit.scoring.oracle.pricing import Pricing
from tests.unit.scoring.oracle.world import Happened, Nothing, Refusal, World

__all__ = ["Happened", "Nothing", "Oracle", "Refusal", "World"]


class Oracle(Looking, Pricing, Combining):
    """Every kind of rule has a method of its name."""
