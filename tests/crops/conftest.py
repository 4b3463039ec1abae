"""Valleys are drawn once for each run of the tests."""

from collections.abc import Callable

import pytest
from benchmarks.invented_fields import Plan, Valley, valley


@pytest.fixture(scope="session")
def seen(tmp_path_factory) -> Callable[[Plan], Valley]:
    """The valley of a plan; a second test that asks for it sees the same one."""
    drawn: dict[Plan, Valley] = {}

    def draw(plan: Plan) -> Valley:
        if plan not in drawn:
            drawn[plan] = valley(tmp_path_factory.mktemp("valley"), plan)
        return drawn[plan]

    return draw
