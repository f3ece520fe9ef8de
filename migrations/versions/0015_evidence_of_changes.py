"""Evidence that stands with a status that the secretary set"""

import sqlalchemy as sa
from alembic import op

revision = "0015_evidence_of_changes"
down_revision = "0014_summary_pace"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.add_column(sa.Column("change_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_evidence_change_id"), "task_changes", ["change_id"], ["id"]
        )
        batch_op.create_check_constraint(
            op.f("ck_evidence_one_place"), "report_id IS NULL OR change_id IS NULL"
        )
        batch_op.create_index(op.f("ix_evidence_change_id"), ["change_id"])


def downgrade() -> None:
    # What stood with a status alone has no place any more; its bytes stay in the store.
    op.execute("DELETE FROM evidence WHERE change_id IS NOT NULL")
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.drop_index(op.f("ix_evidence_change_id"))
        batch_op.drop_constraint(op.f("ck_evidence_one_place"), type_="check")
        batch_op.drop_constraint(op.f("fk_evidence_change_id"), type_="foreignkey")
        batch_op.drop_column("change_id")
