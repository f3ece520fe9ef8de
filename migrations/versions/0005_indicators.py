"""Indicators and their append-only statements: values, targets, given up"""

import sqlalchemy as sa
from alembic import op

revision = "0005_indicators"
down_revision = "0004_search"
branch_labels = None
depends_on = None

TABLE = "indicator_statements"
# A sample installation is emptied by deleting every row; a real one never is (see 0003).
REAL = "EXISTS (SELECT 1 FROM committees WHERE NOT is_sample)"


def upgrade() -> None:
    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "plain",
                "ratio",
                name="indicator_kind",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("part_name", sa.String(length=200), nullable=False),
        sa.Column("whole_name", sa.String(length=200), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "higher",
                "lower",
                "rising",
                name="direction",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "rhythm",
            sa.Enum(
                "none",
                "monthly",
                "quarterly",
                name="rhythm",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decimals BETWEEN 0 AND 2", name=op.f("ck_indicators_decimals")),
        sa.CheckConstraint("due_day BETWEEN 1 AND 31", name=op.f("ck_indicators_due_day")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_indicators_committee_id")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["offices.id"], name=op.f("fk_indicators_office_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
    )
    op.create_index("ix_indicators_committee_position", "indicators", ["committee_id", "position"])
    op.create_index("ix_indicators_office_id", "indicators", ["office_id"])
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column(
            "about",
            sa.Enum(
                "value",
                "target",
                "retired",
                "restored",
                name="about",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.String(length=40), nullable=True),
        sa.Column("whole", sa.String(length=40), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("document_number", sa.String(length=100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "whole IS NULL OR amount IS NOT NULL",
            name=op.f("ck_indicator_statements_whole_of_a_part"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_statements_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_indicator_statements_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_statements")),
    )
    op.create_index(
        "ix_indicator_statements_day", TABLE, ["indicator_id", "about", "effective_on", "id"]
    )
    _guard()


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb, condition in (("update", ""), ("delete", f"WHEN {REAL}")):
            op.execute(
                f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb.upper()} ON {TABLE} {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_to_alter()"
        )


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_table("indicators")
