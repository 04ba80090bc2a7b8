"""What the commands share: a Kafka to which nobody could sign in is an error before anything is asked of it."""

import pytest

from stancewatch.cli.common import make_transport
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
