"""The office's own Word files for its reports, in versions"""

import sqlalchemy as sa
from alembic import op

revision = "0011_report_templates"
down_revision = "0010_refusals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_report_templates_committee_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["users.id"], name=op.f("fk_report_templates_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_templates")),
        sa.UniqueConstraint(
            "committee_id", "number", name=op.f("uq_report_templates_committee_id_number")
        ),
    )
    op.create_index(
        "uq_report_templates_active",
        "report_templates",
        ["committee_id"],
        unique=True,
        sqlite_where=sa.text("is_active"),
        postgresql_where=sa.text("is_active"),
    )
    # Nothing is rebuilt: issued reports stay the rows that they are.
    op.add_column("reports", sa.Column("template_number", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("reports", "template_number")
    op.drop_table("report_templates")
