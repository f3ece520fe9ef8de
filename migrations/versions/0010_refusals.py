"""Reports by link, and what an office says is not its own"""

import sqlalchemy as sa
from alembic import op

revision = "0010_refusals"
down_revision = "0009_summary_links"
branch_labels = None
depends_on = None

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


def upgrade() -> None:
    with op.batch_alter_table("progress_reports") as batch_op:
        batch_op.add_column(
            sa.Column("by_link", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("progress_reports") as batch_op:
        batch_op.alter_column("by_link", server_default=None)
    _allow_notices((*NOTICES, "refused"))
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(seen_at IS NULL) = (seen_by_id IS NULL)", name=op.f("ck_refusals_seen")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_refusals_task_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_refusals_office_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["users.id"], name=op.f("fk_refusals_said_by_id")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["users.id"], name=op.f("fk_refusals_seen_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusals")),
    )
    op.create_index(op.f("ix_refusals_task_id"), "refusals", ["task_id"])


def downgrade() -> None:
    op.drop_table("refusals")
    op.execute("DELETE FROM mail_notices WHERE kind = 'refused'")
    _allow_notices(NOTICES)
    with op.batch_alter_table("progress_reports") as batch_op:
        batch_op.drop_column("by_link")


def _allow_notices(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_mail_notices_notice_kind")
    with op.batch_alter_table("mail_notices") as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({', '.join(map(repr, kinds))})")
