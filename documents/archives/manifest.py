"""The list of a year's archive (清单): what the file holds, each member with its size and SHA-256."""

import hashlib
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.errors import KaoheError

SCHEMA = "kaohe.year-archive/1"
NAME = "清单.json"
LARGEST = 64 << 20


class NoManifest(KaoheError):
    """The list cannot be read; the message says why."""


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Member(_Told):
    name: str = Field(min_length=1)
    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    rows: int | None = None


class Absent(_Told):
    """A file that the records name and that the store did not hold when the archive was made."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Head(_Told):
    """Which year, as it stood when."""

    office: str
    office_name: str
    scheme: str
    year: int
    title: str
    tables: str  # the version of the tables, as models.schema numbers them
    made_at: str


class Manifest(_Told):
    form: Literal["kaohe.year-archive/1"] = Field(alias="schema")
    head: Head
    members: tuple[Member, ...]
    absent: tuple[Absent, ...] = ()
    content: str  # SHA-256 over the hashes and names of all members

    def text(self) -> bytes:
        return (self.model_dump_json(by_alias=True, indent=1) + "\n").encode()


def manifest_of(head: Head, members: Iterable[Member], absent: Iterable[str]) -> Manifest:
    found = tuple(members)
    missing = tuple(Absent(sha256=each) for each in sorted(absent))
    return Manifest(schema=SCHEMA, head=head, members=found, absent=missing, content=content_hash(found))


def content_hash(members: Iterable[Member]) -> str:
    lines = "".join(f"{each.sha256} {each.size} {each.name}\n" for each in members)
    return hashlib.sha256(lines.encode()).hexdigest()


def read_manifest(text: bytes) -> Manifest:
    """Raises `NoManifest`."""
    try:
        found = Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        if where == "schema":
            raise NoManifest("清单不是本程序认识的格式，可能由更新的版本生成") from error
        raise NoManifest(f"清单读不出来{f'（{where}）' if where else ''}") from error
    if found.content != content_hash(found.members):
        raise NoManifest("清单自身的校验值不符，清单被改动过")
    return found
