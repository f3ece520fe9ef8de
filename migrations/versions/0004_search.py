"""An index for the search on both databases; saved filters and columns of the list per person"""

import re
import unicodedata
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0004_search"
down_revision = "0003_audit_log"
branch_labels = None
depends_on = None

# What a task is found by; the program keeps it from here on (services/search.py).
WORDS = (
    """SELECT tasks.id, ordinal, tasks.title, deliverable, section, field, lead_text,
        supporting_text, number FROM tasks JOIN directives ON directives.id = directive_id""",
    """SELECT tasks.id, name FROM tasks JOIN offices ON offices.id = lead_office_id""",
    """SELECT tasks.id, alias FROM tasks JOIN office_aliases ON office_id = lead_office_id""",
    """SELECT task_id, name FROM task_offices JOIN offices ON offices.id = office_id""",
    """SELECT task_id, alias FROM task_offices JOIN office_aliases
        ON office_aliases.office_id = task_offices.office_id""",
    """SELECT DISTINCT task_id, document_number FROM task_changes WHERE document_number <> ''""",
    """SELECT task_id, text, difficulties, proposals, document_number FROM progress_reports""",
)


def upgrade() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_saved_filters_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint(
            "membership_id", "name", name=op.f("uq_saved_filters_membership_id_name")
        ),
    )
    op.add_column("memberships", sa.Column("task_columns", sa.String(length=200), nullable=True))
    _fill_search_text()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE task_search USING fts5"
            "(words, tokenize='ascii', detail=none, prefix='2 3')"
        )
        op.execute("INSERT INTO task_search (rowid, words) SELECT id, search_text FROM tasks")
    else:
        op.execute(
            "CREATE INDEX ix_tasks_search ON tasks "
            "USING gin (array_to_tsvector(string_to_array(search_text, ' ')))"
        )


def _fill_search_text() -> None:
    bind = op.get_bind()
    found = defaultdict(list)
    for query in WORDS:
        for task_id, *words in bind.execute(sa.text(query)):
            found[task_id] += words
    for task_id, words in found.items():
        bind.execute(
            sa.text("UPDATE tasks SET search_text = :words WHERE id = :id"),
            {"words": _searchable(" ".join(words)), "id": task_id},
        )


def _searchable(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold()).replace("đ", "d")
    bare = "".join(
        letter
        for letter in decomposed
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    return " ".join(word[:60] for word in re.findall(r"[^\W_]+", bare))[:200_000].rstrip()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE task_search")
    else:
        op.drop_index("ix_tasks_search", table_name="tasks")
    op.drop_column("memberships", "task_columns")
    op.drop_table("saved_filters")
