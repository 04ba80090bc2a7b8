"""`docker compose up` for real: images built, Kafka healthy, alerts in the sink's log, targets up in Prometheus."""

import functools
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests.debian import NotInstalledError, ensure_programs

pytestmark = [pytest.mark.compose, pytest.mark.timeout(900), pytest.mark.usefixtures("up")]

ROOT = Path(__file__).parents[2]
PROJECT = "stancewatch-test"
WORKERS = ("ingest", "process", "sinks")
SEED_HOLDERS = ("Ukraine", "Volodymyr Zelenskyy", "Vladimir Putin", "Russia")
FIRST_ALERT_SECONDS = 60
LAG = "stancewatch_consumer_lag_messages"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORT = free_port()
SEEDS = Path(tempfile.mkdtemp(prefix="stancewatch-seeds-"))
ENVIRONMENT = {
    **os.environ,
    "STANCEWATCH_PROMETHEUS_PORT": str(PORT),
    "STANCEWATCH_SEEDS": str(SEEDS),
    "DOCKER_BUILDKIT": "0",
}


def run(*command, seconds=600):
    finished = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert finished.returncode == 0, f"{' '.join(command)}\n{finished.stdout[-3000:]}\n{finished.stderr[-3000:]}"
    return finished.stdout


def compose(*arguments):
    return run(*compose_command(), "-p", PROJECT, *arguments)


@functools.cache
def compose_command():
    """Return the newer Compose, a part of the docker command, or the older one where that is all there is."""
    found = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
    return ("docker", "compose") if found.returncode == 0 else ("docker-compose",)


def until(question, *, seconds, what):
    """Ask again and again until there is an answer; fail, saying what was waited for, when time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.5)
    pytest.fail(f"after {seconds} s: {what}\n{compose('ps', '-a')}\n{compose('logs', '--tail', '40')}")


def need(program):
    try:
        ensure_programs((program,), packages=("docker.io", "docker-compose"))
    except NotInstalledError as error:
        pytest.fail(str(error), pytrace=False)


def images():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"].values()
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return sorted({service["image"] for service in services if "build" not in service} | set(bases))


@pytest.fixture(scope="module")
def up():
    """Bring everything up in an empty project; take it down with its volumes at the end. Yields the start time."""
    if stand_ins := os.environ.get("STANCEWATCH_STAND_INS"):
        run(stand_ins, *images())
    need("docker")
    run("docker", "info")
    shutil.copytree(ROOT / "seeds", SEEDS, dirs_exist_ok=True)
    SEEDS.chmod(0o755)
    compose("down", "-v", "--remove-orphans")
    compose("build", "topics")  # the one image of all our services
    started = time.monotonic()
    compose("up", "-d")
    yield started
    compose("down", "-v", "--remove-orphans")
    shutil.rmtree(SEEDS)


def printed_lines():
    """Return the alert lines that the sink has printed since its container was made."""
    log = compose("logs", "--no-log-prefix", "sinks")
    return [line for line in log.splitlines() if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  [A-Z]", line)]


def alert_ids():
    return [json.loads(line)["id"] for line in compose("exec", "-T", "sinks", "cat", "alerts.jsonl").splitlines()]


def sample(page, name):
    """Sum a metric's series on a metrics page."""
    return sum(float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if re.match(rf"{name}[ {{]", line))


def metrics(service):
    read = "import urllib.request as r; print(r.urlopen('http://127.0.0.1:9100/metrics').read().decode())"
    return compose("exec", "-T", service, "python", "-c", read)


def ask_prometheus(path, **query):
    url = f"http://127.0.0.1:{PORT}/api/v1/{path}?{urllib.parse.urlencode(query)}"
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)["data"]
    except OSError:
        return None


def targets_up():
    found = (ask_prometheus("targets") or {}).get("activeTargets", [])
    up = sorted(target["labels"]["service"] for target in found if target["health"] == "up")
    return up if up == sorted(WORKERS) else None


def settled_alert_ids():
    """Return the ids of all alerts once nothing waits to be extracted, tracked or written."""

    def idle():
        pages = [metrics("process"), metrics("sinks")]
        return all(f"{LAG}{{" in page and sample(page, LAG) == 0 for page in pages)

    until(idle, seconds=60, what="process and sinks are not done with the seed")
    return alert_ids()


def test_the_first_alert_is_printed_within_a_minute_of_the_images_being_there(up):
    until(printed_lines, seconds=FIRST_ALERT_SECONDS, what="no alert line in the log of sinks")

    assert time.monotonic() - up < FIRST_ALERT_SECONDS


def test_the_seeds_alerts_are_in_the_log():
    def holders_seen():
        lines = printed_lines()
        return all(any(holder in line for line in lines) for holder in SEED_HOLDERS) and lines

    lines = until(holders_seen, seconds=60, what=f"alerts of {SEED_HOLDERS}")

    assert all("  NEW " in line for line in lines)


@pytest.mark.parametrize("service", WORKERS)
def test_every_worker_shows_its_metrics(service):
    page = metrics(service)

    assert sample(page, "stancewatch_build_info") == 1
    assert sample(page, "stancewatch_dead_letters_total") == 0


def test_prometheus_sees_every_worker_up_and_counts_the_alerts():
    until(targets_up, seconds=60, what="not all targets up in Prometheus")
    written = len(settled_alert_ids())

    def counted():
        found = ask_prometheus("query", query="sum(stancewatch_alerts_total)")
        return found and found["result"] and float(found["result"][0]["value"][1]) == written

    until(counted, seconds=30, what=f"Prometheus does not count {written} alerts")


def add_seed(name, text):
    (SEEDS / name).write_text(f"{text} The war in Ukraine goes on.", encoding="utf-8")


def alerts_of(holder):
    return [line for line in printed_lines() if f" {holder} · " in line]


@pytest.mark.parametrize(("service", "holder"), [("ingest", "Hungary"), ("process", "Slovakia"), ("sinks", "Austria")])
def test_a_worker_stopped_and_started_goes_on_where_it_was(service, holder):
    before = settled_alert_ids()

    compose("stop", service)
    compose("start", service)
    add_seed(f"{holder}-1.txt", f"{holder} rejects new sanctions on Russia.")
    until(lambda: alerts_of(holder), seconds=60, what=f"an alert after {service} came back")

    assert settled_alert_ids() == [*before, *alert_ids()[len(before) :]]
    assert len(alert_ids()) == len(set(alert_ids())) == len(before) + 1


def test_down_and_up_with_the_volumes_still_knows_where_everyone_stands():
    before = settled_alert_ids()

    compose("down")
    add_seed("Hungary-2.txt", "Hungary again rejects any new sanctions on Russia.")
    add_seed("Slovakia-2.txt", "Slovakia supports new sanctions on Russia.")
    compose("up", "-d")
    changed = until(lambda: alerts_of("Slovakia"), seconds=90, what="the change of Slovakia's stance")
    until(targets_up, seconds=60, what="not all targets up again")

    assert len(settled_alert_ids()) == len(before) + 1
    assert "  CHANGED " in changed[0]
    assert printed_lines() == changed


def test_the_older_compose_reads_the_file_too():
    need("docker-compose")
    run("docker-compose", "-f", "docker-compose.yml", "config", "-q")
    run("docker-compose", "-f", "docker-compose.yml", "-f", "deploy/compose.digests.yml", "config", "-q")
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert not re.search(r"^(name|version):|start_interval:", text, flags=re.MULTILINE)
