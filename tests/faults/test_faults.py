"""A few faults of each kind, every day: nothing is lost, nothing comes twice. `make faults` makes more of them."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.faults.catalogue import DAILY
from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.report import Report

SEED = 1
BUSY_SECONDS = 200.0
"""To recover, on a machine that may be busy with other things; `make faults` asks for the figure that is promised."""

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def reports(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Future[Report]]]:
    """What becomes of the kinds that this run asks for. Each row of them has a lab and a thread of its own."""
    items = [item for item in request.session.items if item.parent is request.node]
    asked = [item.callspec.params["kind"] for item in items if isinstance(item, pytest.Function)]
    found: dict[str, Future[Report]] = {}
    with ExitStack() as opened:
        for row in DAILY:
            folder = tmp_path_factory.mktemp("faults")
            lab = opened.enter_context(Lab(folder, seed=SEED, tell=print, recovery_seconds=BUSY_SECONDS))
            thread = ThreadPoolExecutor(1)
            opened.callback(thread.shutdown, cancel_futures=True)
            found |= {kind.name: thread.submit(kind.inflict, lab, kind.count) for kind in row if kind in asked}
        yield found


@pytest.mark.parametrize("kind", [kind for row in DAILY for kind in row], ids=lambda kind: kind.name)
def test_faults_lose_nothing_and_repeat_nothing(reports: Mapping[str, Future[Report]], kind: Kind) -> None:
    assert reports[kind.name].result().problems == []
