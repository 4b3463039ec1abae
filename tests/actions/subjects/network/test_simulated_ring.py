"""The demonstration's ring: two files, a courier's telephone that is a hub, nobody twice."""

from tests.actions.subjects.network.conftest import PURPOSE

from markaz.actions.subjects.network.looking import between, near
from markaz.actions.subjects.simulated import keep_simulated_ring
from markaz.simulation.ring import CHIEF


def test_the_ring_is_kept_once_and_has_a_hub(filed, operator, now):
    filed({"persons": [{"role": "suspect", "name_text": "Simulated person"}]})
    chief, driver = keep_simulated_ring(by=operator, now=now)
    assert keep_simulated_ring(by=operator, now=now) == ()
    found = near(chief, steps=2, purpose=PURPOSE, by=operator, now=now)
    assert found.nodes[0].label == CHIEF
    assert [hub.sharing for hub in found.hubs] == [34]
    assert not [node for node in found.nodes if "sender" in node.label]
    assert between(chief, driver, purpose=PURPOSE, by=operator, now=now).ways
