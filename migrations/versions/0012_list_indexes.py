"""Indexes from which the task list is counted and sorted without reading the tasks"""

from alembic import op

revision = "0012_list_indexes"
down_revision = "0011_report_templates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_tasks_list",
        "tasks",
        [
            "committee_id",
            "removed_on",
            "status",
            "deadline_code",
            "deadline_on",
            "status_since",
            "lead_office_id",
        ],
    )
    if op.get_bind().dialect.name == "sqlite":
        # PostgreSQL indexes no text as long as a section may be, and sorts fast without.
        op.create_index(
            "ix_tasks_sections",
            "tasks",
            ["committee_id", "removed_on", "directive_id", "section", "field", "position"],
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_tasks_sections", table_name="tasks")
    op.drop_index("ix_tasks_list", table_name="tasks")
