"""one-time passwords"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""
    op.add_column("helpdesk_agent", sa.Column("password_until", sa.DateTime(timezone=True), nullable=True))
