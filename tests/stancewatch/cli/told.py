"""A transport on which something was told: a ledger with its alerts, dead letters, and records that are neither."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from process.track.ledger import decide
from stancewatch import topics
from stancewatch.contracts import Alert, LedgerEntry, Position
from stancewatch.dead_letters import make_dead_letter
from stancewatch.ids import alert_id
from stancewatch.transport.base import Outgoing, Record, Transport, make_outgoing
from tests.process.track.builders import START, make_position

RAISED = datetime(2025, 6, 1, tzinfo=UTC)


def tell(transport: Transport, *positions: Position) -> list[Alert]:
    """Take positions into the ledger, and write what follows; the alerts are raised a day after each other."""
    entries, alerts, outputs = dict[bytes, LedgerEntry](), list[Alert](), list[Outgoing]()
    for position in positions:
        before, decision = entries.get(position.key), decide(entries.get(position.key), position)
        if decision.kind:
            alerts.append(
                Alert(
                    id=alert_id(decision.kind, position.id),
                    kind=decision.kind,
                    position=position,
                    previous=before.current if before else None,
                    reason=decision.reason,
                    raised_at=RAISED + timedelta(days=len(alerts)),
                )
            )
            outputs.append(make_outgoing(topics.ALERTS, position.key, alerts[-1]))
        entries[position.key] = decision.entry
        outputs.append(make_outgoing(topics.LEDGER, position.key, decision.entry))
    write(transport, *outputs)
    return alerts


def make_story(holder: str = "Viktor Orbán", other: str = "Olaf Scholz") -> list[Position]:
    """Return positions that raise new, changed, condition and new, in this order, and one that raises nothing."""
    return [
        make_position("against", holder=holder, day=0, evidence="We will not vote for it, he told the paper."),
        make_position("favor", holder=holder, day=10, evidence="He backs them now.", publisher="Baltic Courier"),
        make_position("favor", holder=holder, day=11, evidence="He is for them.", publisher="Dunmore Herald"),
        make_position("favor", holder=holder, day=20, evidence="Only if paid.", condition="if Brussels pays"),
        make_position("favor", holder=other, issue="ceasefire", day=30, evidence="He wants one."),
    ]


def bury(transport: Transport, *values: bytes | None, **fields: object) -> None:
    """Write a dead letter for a record of each value, refused from the articles unless `fields` say otherwise."""
    letters = []
    for offset, value in enumerate(values):
        given = {"topic": topics.ARTICLES.name, "partition": 0, "offset": offset, "key": b"a-1", "value": value}
        given["headers"] = (("message-type", b"article"), ("odd", b"\x1b\xff"))
        record = Record(**{**given, "timestamp_ms": 1000, **fields})  # type: ignore[arg-type]
        letters.append(make_dead_letter(record, reason="not a message", detail="text: no", worker="w", version="1"))
    write(transport, *letters)


def write(transport: Transport, *outputs: Outgoing) -> None:
    with closing(transport.open_channel("told", ())) as channel:
        channel.commit((), outputs)


__all__ = ["RAISED", "START", "bury", "make_story", "tell", "write"]
