"""Links that show the summary without signing in"""

import sqlalchemy as sa
from alembic import op

revision = "0009_summary_links"
down_revision = "0008_ladders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_summary_links_committee_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_summary_links_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_summary_links_digest")),
    )
    op.create_index(op.f("ix_summary_links_committee_id"), "summary_links", ["committee_id"])


def downgrade() -> None:
    op.drop_table("summary_links")
