"""Kafka's clients as we use them, and their errors as ours."""

import logging
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.errors import (
    AuthorizationError,
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    IllegalSaslStateError,
    KafkaConfigurationError,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    NodeNotReadyError,
    NotCoordinatorError,
    RequestTimedOutError,
    SaslAuthenticationFailedError,
    UnsupportedSaslMechanismError,
)
from kafka.net.compat import KafkaNetClient

from stancewatch.errors import ConfigurationError, StancewatchError, TransportError, TransportUnavailable
from stancewatch.transport.kafka.partitioner import KeyPartitioner

PROBE_SECONDS = 2.0
BOOTSTRAP_SECONDS = 5.0
ANSWER_SECONDS = 10.0
CLOSE_SECONDS = 3.0
UPKEEP_SECONDS = 30.0
REQUEST_BYTES = 16 * 1024 * 1024
"""The client's own cap, out of the way of the topics' limits, which commit looks at first."""
BATCH_BYTES = 512 * 1024
"""Of a partition's records these many go in one request; the client's own 16 KiB take a single ledger entry."""
FETCH_BYTES = 4 * 1024 * 1024
RESTORE_WAIT_SECONDS = 0.02
"""How long the broker holds back its answer that a partition has no more records."""

UNREACHABLE = (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaConnectionError,
    KafkaTimeoutError,
    NodeNotReadyError,
    NotCoordinatorError,
    OSError,
    RequestTimedOutError,
)
UNUSABLE = (
    AuthorizationError,
    FileNotFoundError,
    IllegalSaslStateError,
    KafkaConfigurationError,
    SaslAuthenticationFailedError,
    UnsupportedSaslMechanismError,
)

# Every failure reaches the user as one of our errors; the client tells the same at length, with tracebacks.
logging.getLogger("kafka").setLevel(logging.CRITICAL)
# Of what it tells we use one thing: why it cannot connect, which its "timeout while connecting" leaves out.
connection_log = logging.getLogger("kafka.net.manager")
connection_log.setLevel(logging.WARNING)
connection_log.propagate = False
connection_log.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Clients:
    """Makes clients of one Kafka. `options` are kafka-python's own, for security; they are never printed."""

    bootstrap_servers: str
    options: Mapping[str, Any] = field(repr=False)
    session_timeout_seconds: float
    max_poll_interval_seconds: float
    delivery_timeout_seconds: float
    transaction_timeout_seconds: float
    committed: set[tuple[int, int]] = field(default_factory=set)
    """Producers and epochs whose last transaction was seen to be committed before they began another epoch."""

    @property
    def request_seconds(self) -> float:
        """Time after which a request is sent again: there is time for a second one within a delivery."""
        return self.delivery_timeout_seconds / 2

    @property
    def commit_seconds(self) -> float:
        """Time after which a worker gives up its transaction."""
        return 2 * self.delivery_timeout_seconds

    @property
    def patience_seconds(self) -> float:
        """Time after which somebody's open transaction should be over: the broker looks for old ones now and then."""
        return self.transaction_timeout_seconds + UPKEEP_SECONDS

    def consumer(self, group: str) -> Any:
        """Return a consumer that is a member of a group."""
        return self._make(
            KafkaConsumer,
            group_id=group,
            session_timeout_ms=_ms(self.session_timeout_seconds),
            heartbeat_interval_ms=_ms(min(3.0, self.session_timeout_seconds / 4)),
            max_poll_interval_ms=_ms(self.max_poll_interval_seconds),
            **_READING,
        )

    def reader(self) -> Any:
        """Return a consumer outside any group, for restoring."""
        return self._make(KafkaConsumer, group_id=None, fetch_max_wait_ms=_ms(RESTORE_WAIT_SECONDS), **_READING)

    def producer(self, transactional_id: str) -> Any:
        """Return a producer for transactions, not yet initialised."""
        return self._make(
            KafkaProducer,
            transactional_id=transactional_id,
            transaction_timeout_ms=_ms(self.transaction_timeout_seconds),
            delivery_timeout_ms=_ms(self.delivery_timeout_seconds),
            request_timeout_ms=_ms(self.request_seconds),
            max_block_ms=_ms(3 * self.delivery_timeout_seconds),  # a predecessor's transaction is ended first
            max_request_size=REQUEST_BYTES,
            batch_size=BATCH_BYTES,
            linger_ms=5,
            retry_backoff_ms=20,  # how long a transaction waits for the marks of the one before
            partitioner=KeyPartitioner(),
            compression_type="zstd",
            allow_auto_create_topics=False,
        )

    @contextmanager
    def admin(self) -> Iterator[Any]:
        """Lend an admin client."""
        admin = self._make(KafkaAdminClient, request_timeout_ms=_ms(ANSWER_SECONDS))
        try:
            yield admin
        finally:
            admin.close()

    def probe(self) -> None:
        """Raise TransportUnavailable unless a broker accepts a connection: quicker and quieter than a client."""
        problems = [_try_to_connect(address) for address in self._addresses()]
        if all(problems):
            raise self.explain("connecting", OSError("; ".join(str(problem) for problem in problems)))

    @contextmanager
    def translated(self, doing: str) -> Iterator[None]:
        """Raise what the client raises as one of our errors."""
        try:
            yield
        except (KafkaError, OSError) as error:
            raise self.explain(doing, error) from error

    def explain(self, doing: str, error: Exception) -> StancewatchError:
        """Return our error for one of the client's: what, why, and what to do."""
        place, why = f"Kafka at {self.bootstrap_servers}", self._redacted(str(error) or type(error).__name__)
        if isinstance(error, UNUSABLE):
            return ConfigurationError(f"{place} cannot be used ({why}); check the settings of [kafka]")
        if isinstance(error, UNREACHABLE):
            return TransportUnavailable(
                f"{place} does not answer while {doing} ({why}); is it running, and are the settings of [kafka] right?"
            )
        return TransportError(f"{place} failed while {doing} ({why})")

    def _addresses(self) -> Sequence[str]:
        return [address.strip() for address in self.bootstrap_servers.split(",") if address.strip()]

    def _redacted(self, text: str) -> str:
        for name, value in self.options.items():
            if "password" in name and value:
                text = text.replace(str(value), "***")
        return text

    def _make(self, kind: Any, **settings: Any) -> Any:
        made: list[Any] = []

        def remember(**client_settings: Any) -> Any:
            made.append(KafkaNetClient(**client_settings))
            return made[-1]

        with _causes_told():
            try:
                return kind(
                    bootstrap_servers=self._addresses(),
                    bootstrap_timeout_ms=_ms(BOOTSTRAP_SECONDS),
                    reconnect_backoff_max_ms=2000,
                    kafka_client=remember,
                    **self.options,
                    **settings,
                )
            except BaseException:
                for client in made:  # a constructor that fails leaves its thread and its sockets behind
                    client.close()
                raise


class _Causes(logging.Handler):
    """Keeps the errors that the client logs."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[Exception] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        self.errors += [argument for argument in arguments if isinstance(argument, Exception)]


@contextmanager
def _causes_told() -> Iterator[None]:
    """Raise, instead of "timeout while connecting", what has most to say: wrong settings, else the first error."""
    causes = _Causes()
    connection_log.addHandler(causes)
    try:
        yield
    except KafkaTimeoutError as error:
        telling = [cause for cause in causes.errors if isinstance(cause, UNUSABLE)] or causes.errors
        raise (telling[0] if telling else error) from None
    finally:
        connection_log.removeHandler(causes)


_READING: Mapping[str, Any] = {
    "isolation_level": "read_committed",
    "enable_auto_commit": False,
    "auto_offset_reset": "earliest",
    "allow_auto_create_topics": False,
    "max_partition_fetch_bytes": FETCH_BYTES,
    "metadata_max_age_ms": 30_000,
    "request_timeout_ms": int(ANSWER_SECONDS * 1000),
}


def _ms(seconds: float) -> int:
    return int(seconds * 1000)


def _try_to_connect(address: str) -> OSError | None:
    parts = urlsplit(f"//{address}")
    try:
        socket.create_connection((parts.hostname or "localhost", parts.port or 9092), timeout=PROBE_SECONDS).close()
    except OSError as error:
        return error
    return None
