"""Guarded transactions: outputs and offsets become visible together, and success is never reported for less.

kafka-python can return from `commit_transaction` although records were lost, and it carries the offsets of an aborted
transaction into the next one (docs/decisions/0002-kafka.md). So every record's own future is looked at before the
commit, and a producer that saw an error is never used again.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from kafka import TopicPartition
from kafka.errors import InvalidProducerEpochError, KafkaError, KafkaTimeoutError, ProducerFencedError
from kafka.structs import ConsumerGroupMetadata, OffsetAndMetadata

from stancewatch.errors import Fenced, TransportUnavailable
from stancewatch.transport.base import Outgoing
from stancewatch.transport.kafka.abandoned import note_decision
from stancewatch.transport.kafka.clients import CLOSE_SECONDS, Clients
from stancewatch.transport.kafka.watchdog import GivenUp, call_within

JOIN_SECONDS = 1.0


class Writer:
    """One producer, one transaction at a time. After any error it is spent."""

    def __init__(self, clients: Clients, transactional_id: str, *, is_single: bool) -> None:
        self._clients = clients
        self.transactional_id = transactional_id
        self._is_single = is_single
        self._is_given_up = threading.Event()
        self._producer = self._start_producer()

    def commit(
        self,
        outputs: Sequence[Outgoing],
        marks: Mapping[TopicPartition, OffsetAndMetadata],
        member: ConsumerGroupMetadata | None,
    ) -> None:
        """Write the outputs and the group's offsets as one transaction; `member` is who we were when we polled."""
        if self._producer is None:
            self._producer = self._start_producer()
        began = time.monotonic()
        try:
            call_within(self._clients.commit_seconds, self._transact, self._producer, outputs, marks, member)
        except (ProducerFencedError, InvalidProducerEpochError) as error:
            if not self._is_single or time.monotonic() - began >= self._clients.transaction_timeout_seconds:
                raise  # the broker ended our transaction for its age
            raise Fenced(
                f"another instance has taken the place of {self.transactional_id}; run one of them only, stop this one"
            ) from error
        except GivenUp as error:
            self.close()
            raise TransportUnavailable(
                f"Kafka at {self._clients.bootstrap_servers} did not finish a transaction ({error})"
            ) from error
        if time.monotonic() - began > self._clients.request_seconds:
            # The last request may have been sent twice, and the second end a later transaction (KAFKA-17754); one of a
            # new producer has another epoch.
            self._drop_producer()

    def abort(self) -> None:
        """Take back an open transaction, so that its readers need not wait for the timeout; never raises."""
        if self._producer is not None and not self._is_given_up.is_set():
            with suppress(KafkaError, GivenUp):
                call_within(CLOSE_SECONDS, self._producer.abort_transaction)

    def close(self) -> None:
        """Free the producer; never raises, and nothing more is sent."""
        self._is_given_up.set()
        self._drop_producer()

    def _start_producer(self) -> Any:
        note_decision(self._clients, self.transactional_id)
        producer = self._clients.producer(self.transactional_id)
        try:
            producer.init_transactions()
        except BaseException:
            _close(producer)
            raise
        return producer

    def _drop_producer(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            _close(producer)

    def _transact(
        self,
        producer: Any,
        outputs: Sequence[Outgoing],
        marks: Mapping[TopicPartition, OffsetAndMetadata],
        member: ConsumerGroupMetadata | None,
    ) -> None:
        producer.begin_transaction()
        futures = [
            producer.send(outgoing.topic, key=outgoing.key, value=outgoing.value, headers=list(outgoing.headers))
            for outgoing in outputs
        ]
        if marks:
            producer.send_offsets_to_transaction(marks, member)
        producer.flush(timeout=self._clients.commit_seconds)
        for future in futures:
            if not future.succeeded():
                raise future.exception or KafkaTimeoutError("a record was not acknowledged")
        if self._is_given_up.is_set():
            raise KafkaTimeoutError("given up before the commit")
        producer.commit_transaction()


def _close(producer: Any) -> None:
    try:
        producer.close(timeout=JOIN_SECONDS)
    except KafkaError:
        # close() gives up at records that are still on their way, before it stops the thread that sends them.
        producer._sender.force_close()  # noqa: SLF001
        with suppress(KafkaError):
            producer.close(timeout=JOIN_SECONDS)
