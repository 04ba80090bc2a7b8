"""What the commands share: the options of all of them, settings, transport, and errors as one line."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import structlog
import typer

from stancewatch.errors import ConfigurationError, StancewatchError
from stancewatch.settings import Kafka, Settings, read_settings, variable
from stancewatch.telemetry.logs import configure_logging
from stancewatch.transport.base import Transport

log = structlog.get_logger("stancewatch")

FAILED = 1
INTERRUPTED = 130  # as a shell says it of Ctrl-C
SIGN_IN = ("sasl_mechanism", "sasl_username", "sasl_password")
"""The settings without which nobody can sign in to Kafka."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every command."""

    config: Path | None
    desk: Path | None
    log_level: str | None
    log_format: str | None


def get_settings(
    context: typer.Context, overrides: Mapping[str, Any], *, level: Literal["info", "warning"] = "info"
) -> Settings:
    """Return the settings for a command, and set up logging; `level` is what it logs where nobody says otherwise."""
    options: Options = context.obj
    telemetry = {"log_level": options.log_level, "log_format": options.log_format}
    given = {"desk": options.desk, **overrides, "telemetry": {**telemetry, **overrides.get("telemetry", {})}}
    settings, warnings = read_settings(given, file=options.config)
    is_chosen = "log_level" in settings.telemetry.model_fields_set
    configure_logging(level=settings.telemetry.log_level if is_chosen else level, style=settings.telemetry.log_format)
    for warning in warnings:
        log.warning("settings.unknown", detail=warning)
    return settings


@contextmanager
def errors_as_lines() -> Iterator[None]:
    """Turn an expected error into one line on stderr and an exit status; a bug keeps its traceback."""
    try:
        yield
    except StancewatchError as error:
        _let_go_of_closed_stdout()
        sys.stderr.write(f"error: {error}\n")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _let_go_of_closed_stdout()
        sys.exit(FAILED)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _let_go_of_closed_stdout()
        sys.stderr.write(f"error: nothing more can be written ({error.strerror}); make room, and run it again\n")
        sys.exit(FAILED)


def _let_go_of_closed_stdout() -> None:
    """Have what is left in the buffer go nowhere when the reader has gone, or Python complains of it at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def make_transport(settings: Settings) -> Transport:
    """Return the transport that the settings name. On the local one the topics are made; Kafka's are only checked."""
    if settings.transport == "local":
        from stancewatch import topics
        from stancewatch.transport.local import LocalTransport

        transport = LocalTransport(settings.data_folder)
        transport.ensure_topics(topics.ALL)
        return transport
    from stancewatch.transport.kafka import KafkaTransport

    kafka = settings.kafka
    return KafkaTransport(
        kafka.bootstrap_servers,
        options=_kafka_options(kafka),
        session_timeout_seconds=kafka.session_timeout_seconds,
    )


def _kafka_options(kafka: Kafka) -> dict[str, Any]:
    """Return the settings for security under kafka-python's names, without those that are not set.

    Raises ConfigurationError where somebody is to sign in, and it is not said who or how.
    """
    signs_in = kafka.security_protocol.startswith("SASL")
    missing = [f"kafka.{name}" for name in SIGN_IN if signs_in and getattr(kafka, name) is None]
    if missing:
        variables = ", ".join(map(variable, missing))
        raise ConfigurationError(f"{kafka.security_protocol} needs {', '.join(missing)} too; set {variables}")
    password = kafka.sasl_password.get_secret_value() if kafka.sasl_password else None
    options = {
        "security_protocol": kafka.security_protocol,
        "sasl_mechanism": kafka.sasl_mechanism,
        "sasl_plain_username": kafka.sasl_username,
        "sasl_plain_password": password,
        "ssl_cafile": str(kafka.ssl_cafile) if kafka.ssl_cafile else None,
    }
    return {name: value for name, value in options.items() if value is not None}
