"""Evidence, drafts and rhythm of progress reports; acceptance in part, reports taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0006_evidence"
down_revision = "0005_indicators"
branch_labels = None
depends_on = None

STATUSES = (
    "not_started",
    "in_progress",
    "awaiting_acceptance",
    "completed",
    "paused",
    "cancelled",
)
ROLES = ("administrator", "secretary", "leader", "head")
STATES = ("awaiting", "accepted", "returned", "withdrawn")
KINDS = ("pdf", "docx", "xlsx", "doc", "xls", "png", "jpeg", "zip")
# Wanted for the rows that are there; the program writes its own words.
TEXTS = {"by_substitute": sa.Boolean(), "link": sa.String(length=500), "no_evidence": sa.Text()}


def upgrade() -> None:
    _widen_reports()
    _create_evidence()
    _create_drafts()
    _create_rhythms()


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _states(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _widen_reports() -> None:
    defaults = {"by_substitute": sa.false(), "link": "", "no_evidence": ""}
    with op.batch_alter_table("progress_reports") as batch_op:
        for name, kind in TEXTS.items():
            batch_op.add_column(
                sa.Column(name, kind, nullable=False, server_default=defaults[name])
            )
        batch_op.add_column(sa.Column("document_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decided_as", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("accepted_status", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("accepted_percent", sa.Integer(), nullable=True))
    with op.batch_alter_table("progress_reports") as batch_op:
        for name in TEXTS:
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_constraint(op.f("ck_progress_reports_report_state"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_progress_reports_report_state"), _states("state", STATES)
        )
        batch_op.create_check_constraint(
            op.f("ck_progress_reports_decided_as"), _states("decided_as", ROLES)
        )
        batch_op.create_check_constraint(
            op.f("ck_progress_reports_accepted_status"), _states("accepted_status", STATUSES)
        )
        batch_op.create_check_constraint(
            op.f("ck_progress_reports_accepted_percent"), "accepted_percent BETWEEN 0 AND 100"
        )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", _one_of(KINDS, "evidence_kind"), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_size")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["progress_reports.id"], name=op.f("fk_evidence_report_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_evidence_task_id")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["users.id"], name=op.f("fk_evidence_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    for column in ("task_id", "report_id", "sha256"):
        op.create_index(op.f(f"ix_evidence_{column}"), "evidence", [column])


def _create_drafts() -> None:
    op.create_table(
        "report_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_report_drafts_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_report_drafts_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_drafts")),
        sa.UniqueConstraint("task_id", "user_id", name=op.f("uq_report_drafts_task_id_user_id")),
    )
    op.create_index(op.f("ix_report_drafts_user_id"), "report_drafts", ["user_id"])


def _create_rhythms() -> None:
    op.create_table(
        "report_rhythms",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("rule_code", sa.String(length=60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["users.id"], name=op.f("fk_report_rhythms_set_by_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_report_rhythms_task_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_report_rhythms")),
    )


def downgrade() -> None:
    for table in ("report_rhythms", "report_drafts", "evidence"):
        op.drop_table(table)
    with op.batch_alter_table("progress_reports") as batch_op:
        for name in ("decided_as", "accepted_status", "accepted_percent", "report_state"):
            batch_op.drop_constraint(op.f(f"ck_progress_reports_{name}"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_progress_reports_report_state"), _states("state", STATES[:3])
        )
        for name in ("accepted_percent", "accepted_status", "decided_as", "document_on", *TEXTS):
            batch_op.drop_column(name)
