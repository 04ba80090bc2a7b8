"""What the tests need of the machine: installed on a CI machine, named with the command that installs it elsewhere."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


class NotInstalledError(Exception):
    """Programs are missing, and may not be installed here; the text says what to do."""


def ensure_programs(programs: Sequence[str], *, packages: Sequence[str]) -> None:
    """Install Debian's packages if a program is missing; NotInstalledError where that is not ours to do."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.environ.get("CI") != "true" or os.geteuid() != 0 or not Path("/etc/debian_version").exists():
        raise NotInstalledError(f"{' and '.join(missing)} not found. Install: {' '.join(install)}")
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run([*install, "-qq"], check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
