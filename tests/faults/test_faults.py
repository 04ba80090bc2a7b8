"""A few faults of each kind, every day: nothing is lost, nothing comes twice. `make faults` makes more of them."""

from collections.abc import Iterator

import pytest

from tests.faults.catalogue import DAILY
from tests.faults.kinds import Kind
from tests.faults.lab import Lab

SEED = 1
BUSY_SECONDS = 200.0
"""To recover, on a machine that may be busy with other things; `make faults` asks for the figure that is promised."""

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with Lab(tmp_path_factory.mktemp("faults"), seed=SEED, tell=print, recovery_seconds=BUSY_SECONDS) as lab:
        yield lab


@pytest.mark.parametrize("kind", DAILY, ids=lambda kind: kind.name)
def test_faults_lose_nothing_and_repeat_nothing(lab: Lab, kind: Kind) -> None:
    assert kind.inflict(lab, kind.count).problems == []
