"""shared views keep their owner"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema. Views that are shared already had no owner, and get none."""
    with op.batch_alter_table("helpdesk_saved_view", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE helpdesk_saved_view SET shared = (owner IS NULL)")
