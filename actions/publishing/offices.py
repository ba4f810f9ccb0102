"""The organising office, its units, posts and divisions of work, as a scheme tells them.

What an earlier year told is brought up to date by code; a unit or a post that a scheme no longer names stays, since the
records of the years before point at it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from config.scheme import Scheme
from models.posts import Charge, Post
from models.units import Office, Unit
from models.writing import insert_rows


def tell_office(tx: Connection, scheme: Scheme) -> int:
    """The office of the scheme, added if it is new; its directory is to be read anew."""
    found = tx.execute(select(Office.c.id).where(Office.c.code == scheme.office.code)).scalar_one_or_none()
    if found is None:
        (found,) = insert_rows(tx, Office.t, [{"code": scheme.office.code, "name": scheme.office.name, "version": 0}])
    tx.execute(
        update(Office.t).where(Office.c.id == found).values(name=scheme.office.name, version=Office.c.version + 1)
    )
    return int(found)


def tell_units(tx: Connection, office_id: int, scheme: Scheme) -> dict[str, int]:
    """Units by code, in 规范序列."""
    rows = {
        unit.code: {
            "name": unit.name,
            "short": unit.short,
            "kind": unit.kind.value,
            "position": place,
            "aliases": list(unit.aliases),
            "is_host": unit.code == scheme.office.unit,
        }
        for place, unit in enumerate(scheme.units)
    }
    ids = _bring_up_to_date(tx, Unit, office_id, rows)
    parents = [(ids[unit.code], ids[unit.parent]) for unit in scheme.units if unit.parent]
    for unit_id, parent_id in parents:
        tx.execute(update(Unit.t).where(Unit.c.id == unit_id).values(parent_id=parent_id))
    return ids


def tell_posts(tx: Connection, office_id: int, scheme: Scheme, units: Mapping[str, int]) -> dict[str, int]:
    """Posts by code; who is in charge of which units; whose desk which liaison keeps."""
    rows = {
        post.code: {
            "unit_id": units[post.unit],
            "title": post.title,
            "role": post.role.value,
            "position": place,
            "grants": sorted(grant.role.value for grant in post.grants),
        }
        for place, post in enumerate(scheme.posts)
    }
    ids = _bring_up_to_date(tx, Post, office_id, rows)
    for post in scheme.posts:
        if post.liaison:
            tx.execute(update(Post.t).where(Post.c.id == ids[post.code]).values(liaison_post_id=ids[post.liaison]))
    return ids


def tell_charges(
    tx: Connection, office_id: int, scheme: Scheme, *, units: Mapping[str, int], posts: Mapping[str, int], day: date
) -> None:
    """分管 as it stands from this day on; a charge that is no longer named ends the day before."""
    named = {(posts[post.code], units[unit]) for post in scheme.posts for unit in post.in_charge_of}
    standing = {
        (row.post_id, row.unit_id): row.id
        for row in tx.execute(select(Charge.t).where(Charge.c.office_id == office_id, Charge.c.ended_on.is_(None)))
    }
    ended = [standing[pair] for pair in standing.keys() - named]
    if ended:
        tx.execute(update(Charge.t).where(Charge.c.id.in_(ended)).values(ended_on=day - timedelta(days=1)))
    fresh = sorted(named - standing.keys())
    insert_rows(tx, Charge.t, [_charge(office_id, post, unit, day) for post, unit in fresh])


def _charge(office_id: int, post_id: int, unit_id: int, day: date) -> dict[str, Any]:
    return {"office_id": office_id, "post_id": post_id, "unit_id": unit_id, "began_on": day, "version": 0}


def _bring_up_to_date(
    tx: Connection, table: type[Unit] | type[Post], office_id: int, rows: Mapping[str, Mapping[str, Any]]
) -> dict[str, int]:
    known = dict(
        tx.execute(select(table.c.code, table.c.id).where(table.c.office_id == office_id, table.c.ended_on.is_(None)))
        .tuples()
        .all()
    )
    for code in rows.keys() & known.keys():
        tx.execute(update(table.t).where(table.c.id == known[code]).values(**rows[code]))
    fresh = [code for code in rows if code not in known]
    added = insert_rows(tx, table.t, list(_with_code(office_id, fresh, rows)))
    return known | dict(zip(fresh, added, strict=True))


def _with_code(office_id: int, codes: Iterable[str], rows: Mapping[str, Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    for code in codes:
        yield {"office_id": office_id, "code": code, "version": 0, **rows[code]}
