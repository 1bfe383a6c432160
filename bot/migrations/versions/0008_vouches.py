"""vouches"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""
    op.create_table(
        "bot_vouch",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_bot_vouch")),
    )
    op.create_index(op.f("ix_bot_vouch_expires_at"), "bot_vouch", ["expires_at"], unique=False)
