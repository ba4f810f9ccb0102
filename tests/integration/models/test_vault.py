import pytest

from models.contacts import Contact, close_plain_addresses
from models.database import Database
from models.persons import Person
from models.vault import NoKey, Vault, WrongKey, is_closed, vault_of
from models.writing import insert_rows
from tests.office import NOON

ADDRESS = "mailto://office:topsecret@mail.example/desk@mail.example"


def box(letter: str) -> Vault:
    return Vault(lambda: letter.encode() * 32)


def test_closed_text_is_opened_by_the_same_key_alone() -> None:
    closed = box("a").close(ADDRESS)

    assert is_closed(closed)
    assert "topsecret" not in closed
    assert closed != box("a").close(ADDRESS)
    assert box("a").open(closed) == ADDRESS
    with pytest.raises(WrongKey, match=r"secret\.key"):
        box("b").open(closed)
    with pytest.raises(WrongKey):
        box("a").open(closed[:-4] + "AAA=")


def test_database_without_a_key_closes_nothing(database: Database) -> None:
    keyless = Database(database.url)
    try:
        with keyless.read() as connection, pytest.raises(NoKey):
            vault_of(connection).close(ADDRESS)
    finally:
        keyless.close()


def test_plain_addresses_of_an_earlier_version_are_closed_once(database: Database) -> None:
    with database.write() as tx:
        (person,) = insert_rows(
            tx,
            Person.t,
            [{"code": "a", "name": "承办人", "position": 0, "preferences": {}, "created_at": NOON, "version": 0}],
        )
        row = {"person_id": person, "channel": "email", "target": ADDRESS, "priority": 0, "is_active": True}
        insert_rows(tx, Contact.t, [{**row, "version": 0}])
        assert close_plain_addresses(tx) == 1
        assert close_plain_addresses(tx) == 0
    with database.read() as connection:
        stored = connection.scalar(Contact.t.select().with_only_columns(Contact.c.target))
        assert "topsecret" not in stored
        assert vault_of(connection).open(stored) == ADDRESS
