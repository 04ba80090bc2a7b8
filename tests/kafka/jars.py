"""The jars of Apache Kafka for the tests: fetched once by Maven into a cache, then held against a lock.

The lock, jars.sha256, is in the format of sha256sum. After a change of pom.xml, rewrite it with
`.venv/bin/python -m tests.kafka.jars` and look at the difference before committing it.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.debian import NotInstalledError, ensure_programs

POM = Path(__file__).with_name("pom.xml")
LOCK = Path(__file__).with_name("jars.sha256")
PROGRAMS = ("java", "mvn")
PACKAGES = ("default-jre-headless", "maven")


class KafkaNotReady(Exception):  # noqa: N818 - a state of this machine
    """What the tests on real Kafka need is missing or wrong; the text says what to do."""


def find_jars() -> Path:
    """Return the folder that holds exactly the locked jars; fetch them when the cache does not."""
    try:
        ensure_programs(PROGRAMS, packages=PACKAGES)
    except NotInstalledError as error:
        raise KafkaNotReady(f"a real Kafka cannot be started: {error}") from None
    expected = read_lock()
    folder = cache_folder() / f"kafka-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    if not folder.is_dir():
        fetch_jars(folder)
    problems = compare(expected, hash_jars(folder))
    if problems:
        raise KafkaNotReady(
            f"the jars in {folder} are not those of {LOCK.name}: {'; '.join(problems)}. Remove it and try again."
        )
    return folder


def cache_folder() -> Path:
    """Return the folder that outlives a checkout."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stancewatch-tests"


def fetch_jars(folder: Path) -> None:
    """Let Maven copy the jars that pom.xml names; `folder` appears complete or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        # A copy, for Maven would write a target folder beside the original.
        pom = shutil.copy(POM, scratch)
        jars = Path(scratch, "jars")
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={jars}", "-DincludeScope=runtime"]
        maven = subprocess.run(["mvn", "-q", "-B", "-f", pom, *goal], capture_output=True, text=True, check=False)
        if maven.returncode:
            raise KafkaNotReady(f"Maven could not fetch Kafka's jars:\n{maven.stdout[-2000:]}")
        jars.rename(folder)


def hash_jars(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in the folder, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def read_lock() -> dict[str, str]:
    """Return the SHA-256 that each jar must have, by name."""
    pairs = [line.split() for line in LOCK.read_text().splitlines()]
    return {name: digest for digest, name in pairs}


def compare(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Return what differs, in words."""
    return [
        f"{name} is {'missing' if name not in found else 'unknown' if name not in expected else 'another file'}"
        for name in sorted({*expected, *found})
        if expected.get(name) != found.get(name)
    ]


def write_lock() -> None:
    """Fetch what pom.xml names today and make it the lock."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "kafka")
        fetch_jars(folder)
        LOCK.write_text("".join(f"{digest}  {name}\n" for name, digest in hash_jars(folder).items()))


if __name__ == "__main__":
    write_lock()
