"""What a progress report says of difficulties and proposals"""

import sqlalchemy as sa
from alembic import op

revision = "0002_report_words"
down_revision = "0001_initial"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("progress_reports") as batch_op:
        for name in ("difficulties", "proposals"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    # The default was for the rows that were there; the program writes its own.
    with op.batch_alter_table("progress_reports") as batch_op:
        for name in ("difficulties", "proposals"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("progress_reports") as batch_op:
        batch_op.drop_column("proposals")
        batch_op.drop_column("difficulties")
