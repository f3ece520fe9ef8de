"""Sign-in sessions, comments on tasks, and the form that added a task"""

import sqlalchemy as sa
from alembic import op

revision = "0007_sessions_and_comments"
down_revision = "0006_evidence"
branch_labels = None
depends_on = None

ROLES = ("administrator", "secretary", "leader", "head")


def upgrade() -> None:
    # Who is signed in while this runs signs in once more: their sessions have no row here.
    op.create_table(
        "sign_in_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sign_in_sessions_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_sessions")),
        sa.UniqueConstraint("key_digest", name=op.f("uq_sign_in_sessions_key_digest")),
    )
    op.create_index("ix_sign_in_sessions_user_id", "sign_in_sessions", ["user_id"])
    op.create_table(
        "task_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                *ROLES, name="comment_role", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("form_key", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id"], ["offices.id"], name=op.f("fk_task_comments_office_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_comments_task_id")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["users.id"], name=op.f("fk_task_comments_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_comments")),
        sa.UniqueConstraint("form_key", name=op.f("uq_task_comments_form_key")),
    )
    op.create_index("ix_task_comments_task_id", "task_comments", ["task_id"])
    op.create_index("ix_task_comments_written_at", "task_comments", ["written_at"])
    op.add_column("tasks", sa.Column("form_key", sa.String(length=36), nullable=True))
    op.create_index("uq_tasks_form_key", "tasks", ["form_key"], unique=True)
    _guard_comments()


def _guard_comments() -> None:
    """As 0003 guards the history: a sample installation alone may be emptied."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER task_comments_append_only BEFORE UPDATE OR DELETE ON task_comments "
            "FOR EACH ROW EXECUTE FUNCTION refuse_to_alter()"
        )
        return
    real = "WHEN EXISTS (SELECT 1 FROM committees WHERE NOT is_sample)"
    for verb, condition in (("update", ""), ("delete", real)):
        op.execute(
            f"CREATE TRIGGER task_comments_no_{verb} BEFORE {verb.upper()} ON task_comments "
            f"{condition} BEGIN SELECT RAISE(ABORT, 'task_comments is append-only'); END"
        )


def downgrade() -> None:
    op.drop_index("uq_tasks_form_key", "tasks")
    op.drop_column("tasks", "form_key")
    op.drop_table("task_comments")
    op.drop_table("sign_in_sessions")
