"""Ladders of reminders as data, absences, holds, and mail beside the reminders"""

import sqlalchemy as sa
from alembic import op

revision = "0008_ladders"
down_revision = "0007_sessions_and_comments"
branch_labels = None
depends_on = None

AUDIENCES = ("head", "mailbox", "supporting", "secretary", "leader")
NOTICES = (
    "weekly_summary",
    "awaiting",
    "undelivered",
    "unowned",
    "undated",
    "unreachable",
    "weekly_duties",
    "comment",
    "report_owed",
    "value_owed",
)


def _set(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _create_ladders()
    _create_absences_and_holds()
    # Not in a batch: the triggers of 0003 name this table, which SQLite would have to build anew.
    for name in ("weekly_summary", "secretary_mail"):
        op.add_column(
            "committees", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("mails") as batch_op:
        batch_op.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("stopped_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_mails_stopped_by_id"), "users", ["stopped_by_id"], ["id"]
        )
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.add_column(
            sa.Column(
                "audience", _set("audience", AUDIENCES), nullable=False, server_default="head"
            )
        )
    op.create_table(
        "mail_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("kind", _set("notice_kind", NOTICES), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_mail_notices_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_notices")),
        sa.UniqueConstraint(
            "kind",
            "subject_id",
            "counts_from",
            "recipient",
            name=op.f("uq_mail_notices_kind_subject_id_counts_from_recipient"),
        ),
    )
    with op.batch_alter_table("mail_notices") as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_notices_mail_id"), ["mail_id"], unique=False)


def _create_ladders() -> None:
    op.create_table(
        "ladder_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        _key("ladder_editions", "committee_id", "committees"),
        _key("ladder_editions", "saved_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_editions")),
        sa.UniqueConstraint(
            "committee_id", "edition", name=op.f("uq_ladder_editions_committee_id_edition")
        ),
    )
    op.create_table(
        "ladder_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("counted", _set("counted", ("calendar", "working")), nullable=False),
        sa.Column("every", sa.Integer(), nullable=True),
        sa.Column("audiences", sa.String(length=100), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        _key("ladder_steps", "edition_id", "ladder_editions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_steps")),
        sa.UniqueConstraint("edition_id", "days", name=op.f("uq_ladder_steps_edition_id_days")),
    )


def _create_absences_and_holds() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absences_days")),
        sa.CheckConstraint("user_id <> substitute_id", name=op.f("ck_absences_another")),
        _key("absences", "committee_id", "committees"),
        *(
            _key("absences", name, "users")
            for name in ("user_id", "substitute_id", "recorded_by_id", "withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_table(
        "mail_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by_id", sa.Integer(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_mail_holds_days")),
        _key("mail_holds", "committee_id", "committees"),
        _key("mail_holds", "task_id", "tasks"),
        _key("mail_holds", "placed_by_id", "users"),
        _key("mail_holds", "lifted_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_holds")),
    )
    for table, column in (
        ("absences", "committee_id"),
        ("mail_holds", "committee_id"),
        ("mail_holds", "task_id"),
    ):
        with op.batch_alter_table(table) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    op.drop_table("mail_notices")
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.drop_constraint("audience", type_="check")
        batch_op.drop_column("audience")
    with op.batch_alter_table("mails") as batch_op:
        batch_op.drop_constraint(op.f("fk_mails_stopped_by_id"), type_="foreignkey")
        batch_op.drop_column("stopped_by_id")
        batch_op.drop_column("stopped_at")
    op.drop_column("committees", "secretary_mail")
    op.drop_column("committees", "weekly_summary")
    for table in ("mail_holds", "absences", "ladder_steps", "ladder_editions"):
        op.drop_table(table)
