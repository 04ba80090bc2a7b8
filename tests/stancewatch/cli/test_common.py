"""What the commands share: a Kafka to which nobody could sign in, and a full disk, are errors of one line."""

import errno
from pathlib import Path

import pytest

from stancewatch.cli.common import errors_as_lines, make_transport
from stancewatch.errors import ConfigurationError
from stancewatch.settings import Settings


def test_who_signs_in_needs_a_name_and_a_password() -> None:
    kafka = {"security_protocol": "SASL_SSL", "sasl_mechanism": "PLAIN", "sasl_username": "me"}
    with pytest.raises(
        ConfigurationError, match=r"SASL_SSL needs kafka.sasl_password too; set STANCEWATCH_KAFKA__SASL_P"
    ):
        make_transport(Settings(transport="kafka", kafka=kafka))


def test_who_need_not_sign_in_needs_none() -> None:
    assert make_transport(Settings(transport="kafka"))


def test_a_full_disk_is_one_line_whoever_writes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="1"), errors_as_lines(), Path("/dev/full").open("w", buffering=1) as full:
        full.write("the help\n")

    assert capsys.readouterr().err == (
        "error: nothing more can be written (No space left on device); make room, and run it again\n"
    )


def test_what_else_the_system_refuses_is_a_bug_and_keeps_its_traceback() -> None:
    with pytest.raises(OSError, match="Input"), errors_as_lines():
        raise OSError(errno.EIO, "Input/output error")
