"""Where a message may go: the channels of the person or unit that it is for, and what they answered before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from models.contacts import contacts_of
from models.outbox import answers_so_far
from models.vault import Vault, WrongKey, vault_of
from states.retrying import Past


@dataclass(frozen=True, slots=True)
class Target:
    """`fault`: why nothing can be sent there."""

    channel: str
    address: str = field(repr=False)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """One claimed message: where it may go, and what was answered there before."""

    row: Any
    targets: tuple[Target, ...]
    record: Mapping[str, Past]


def errands_of(tx: Connection, rows: Sequence[Any]) -> list[Errand]:
    channels = _targets(tx, rows)
    records: dict[int, dict[str, Past]] = defaultdict(dict)
    for one in answers_so_far(tx, [row.id for row in rows if row.attempts > 1]):
        records[one.message_id][one.channel] = Past(one.tries, bool(one.is_closed))
    return [Errand(row, channels[row.id], records[row.id]) for row in rows]


def _targets(tx: Connection, rows: Sequence[Any]) -> dict[int, tuple[Target, ...]]:
    people = {row.person_id for row in rows if row.person_id is not None}
    units = {row.unit_id for row in rows if row.unit_id is not None}
    vault = vault_of(tx)
    channels: dict[tuple[int | None, int | None], list[Target]] = defaultdict(list)
    for contact in contacts_of(tx, people=people, units=units):
        channels[contact.person_id, contact.unit_id].append(_opened(vault, contact.channel, contact.target))
    return {
        row.id: (_opened(vault, "system", row.target),)
        if row.target
        else tuple(channels.get((row.person_id, row.unit_id), ()))
        for row in rows
    }


def _opened(vault: Vault, channel: str, closed: str) -> Target:
    try:
        return Target(channel, vault.open(closed))
    except WrongKey as error:
        return Target(channel, "", str(error))
