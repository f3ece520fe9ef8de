"""That a person lets this database send mail"""

import sqlalchemy as sa
from alembic import op

revision = "0013_mail_arming"
down_revision = "0012_list_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_armings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("armed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("armed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["armed_by_id"], ["users.id"], name=op.f("fk_mail_armings_armed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_armings")),
    )


def downgrade() -> None:
    op.drop_table("mail_armings")
