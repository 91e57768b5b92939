"""The tables of the vault. Open it to see what is kept, before adding a column (and a migration beside it).

Days and times are ISO 8601 text: they sort as they read, and are the same on every system.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Named constraints, so that a later migration can change one.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables share. Its `repr` shows the class, never a row's words."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {str: Text, bytes: LargeBinary}  # noqa: RUF012 - SQLAlchemy reads it from the class


class ClientRow(Base):
    """A client. `number` keeps the order in which they came; `source`, `source_key`: where it was imported from."""

    __tablename__ = "client"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    standing: Mapped[str]
    ended: Mapped[str | None]
    place: Mapped[str]
    added: Mapped[str]
    changed: Mapped[str]
    source: Mapped[str]
    source_key: Mapped[str]


class PersonRow(Base):
    """A person's name: the client (`tie` is null, `position` 0) or, from 1 on, someone of the client's household."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("client_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    position: Mapped[int]
    tie: Mapped[str | None]
    given: Mapped[str]
    middle: Mapped[str]
    family: Mapped[str]


class AliasRow(Base):
    """One more thing a person is known by. `kind`: also, former, email, phone or handle."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    value: Mapped[str]


class SettingRow(Base):
    """A value of the vault itself, by name."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DecisionRow(Base):
    """An entry of the decision log; `body` is canonical JSON, the rest hexadecimal digits."""

    __tablename__ = "decision"

    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
    signature: Mapped[str]


class SigningKeyRow(Base):
    """A key that signs the decision log, as raw bytes of 32."""

    __tablename__ = "signing_key"

    number: Mapped[int] = mapped_column(primary_key=True)
    private: Mapped[bytes]
    public: Mapped[bytes]
    made: Mapped[str]


class ArchiveRow(Base):
    """An export that was read. `label`: the account it is of; `digest`: of its content; `reader`: what read it.

    `files`, `coverage`: JSON. `done`: how many activities are kept so far; `ended` is empty until all are.
    """

    __tablename__ = "archive"

    number: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    label: Mapped[str]
    layout: Mapped[str]
    files: Mapped[str]
    digest: Mapped[str]
    reader: Mapped[str]
    began: Mapped[str]
    ended: Mapped[str]
    coverage: Mapped[str]
    done: Mapped[int]


class ActivityRow(Base):
    """One activity of an account: `id` and `label` tell it apart; `body` is JSON; `seen`: the last archive that had it.

    `digest`: of `body`; `part`: the kind of file it stood in; `reader`: what it was last reviewed with.
    """

    __tablename__ = "activity"
    __table_args__ = (UniqueConstraint("label", "id"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    id: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    platform: Mapped[str]
    part: Mapped[str]
    body: Mapped[str]
    digest: Mapped[str]
    reader: Mapped[str]
    seen: Mapped[int] = mapped_column(ForeignKey("archive.number"))


class ItemRow(Base):
    """An entry of the work list: a finding about an activity; `mark` tells those of one apart, `body` is JSON."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("activity", "mark"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(primary_key=True)
    activity: Mapped[int] = mapped_column(ForeignKey("activity.number", ondelete="CASCADE"))
    mark: Mapped[str]
    rule: Mapped[str]
    severity: Mapped[str]
    body: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    note: Mapped[str]
    who: Mapped[str]
    changed: Mapped[str]


class DraftRow(Base):
    """A text in the making; `removed` is empty until it is thrown away, and its day then."""

    __tablename__ = "draft"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    changed: Mapped[str]
    removed: Mapped[str]


class DraftVersionRow(Base):
    """A version of a draft: `body` is JSON; `kept`: its writer saved it; others are saved as one types."""

    __tablename__ = "draft_version"

    number: Mapped[int] = mapped_column(primary_key=True)
    draft: Mapped[int] = mapped_column(ForeignKey("draft.number", ondelete="CASCADE"), index=True)
    body: Mapped[str]
    at: Mapped[str]
    kept: Mapped[bool]
