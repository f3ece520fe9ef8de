"""How often each leader gets the summary by mail"""

import sqlalchemy as sa
from alembic import op

revision = "0014_summary_pace"
down_revision = "0013_mail_arming"
branch_labels = None
depends_on = None

PACES = ("never", "weekly", "monthly")
NOTICES = (
    "weekly_summary",
    "awaiting",
    "refused",
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
    pace = sa.Enum(
        *PACES, name="summary_pace", native_enum=False, create_constraint=True, length=32
    )
    with op.batch_alter_table("memberships") as batch_op:
        batch_op.add_column(
            sa.Column("summary_pace", pace, nullable=False, server_default="weekly")
        )
    _allow_notices((*NOTICES, "monthly_summary"))


def downgrade() -> None:
    op.execute("DELETE FROM mail_notices WHERE kind = 'monthly_summary'")
    _allow_notices(NOTICES)
    with op.batch_alter_table("memberships") as batch_op:
        batch_op.drop_constraint("summary_pace", type_="check")
        batch_op.drop_column("summary_pace")


def _allow_notices(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_mail_notices_notice_kind")
    with op.batch_alter_table("mail_notices") as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({', '.join(map(repr, kinds))})")
