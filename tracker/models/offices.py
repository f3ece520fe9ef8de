from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model


class Office(Model):
    """A department or body inside a committee; mail and duties belong to it, not to persons."""

    __tablename__ = "offices"
    __table_args__ = (UniqueConstraint("committee_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    name: Mapped[str] = mapped_column(String(200))
    mailbox: Mapped[str | None] = mapped_column(String(254))
    position: Mapped[int] = mapped_column(default=0)

    parent: Mapped["Office | None"] = relationship(remote_side=[id])
    aliases: Mapped[list["OfficeAlias"]] = relationship(
        back_populates="office", cascade="all, delete-orphan", order_by="OfficeAlias.alias"
    )


class OfficeAlias(Model):
    """Another way in which annexes write an office's name; one name means one office."""

    __tablename__ = "office_aliases"
    __table_args__ = (UniqueConstraint("committee_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    alias: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))

    office: Mapped[Office] = relationship(back_populates="aliases")
