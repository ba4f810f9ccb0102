"""How many cases the property and fault tests try: a sample in `make test`, the full counts in `make faults`."""

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("KAOHE_TESTS") == "full"


def cases(sample: int, *, full: int) -> int:
    """The count of a test that asks for its own: `@settings(max_examples=cases(20, full=2000))`."""
    return full if FULL else sample


def load() -> None:
    # On busy cores a wall-clock deadline is a coin toss; a sample that never changes blames only the change under test.
    common = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    settings.register_profile("sample", common, max_examples=30, derandomize=True)
    settings.register_profile("full", common, max_examples=1000, print_blob=True)
    settings.load_profile("full" if FULL else "sample")
