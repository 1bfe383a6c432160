"""attempts to sign in"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""
    op.create_table(
        "helpdesk_attempt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_helpdesk_attempt")),
    )
    op.create_index("ix_helpdesk_attempt_at", "helpdesk_attempt", ["at"])
