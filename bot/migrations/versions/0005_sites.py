"""sites"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""
    op.create_table(
        "bot_site",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("origins", sa.String(), nullable=False),
        sa.Column("takes_files", sa.Boolean(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_bot_site")),
    )
    with op.batch_alter_table("bot_conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("token_issued_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("next_token_hash", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("remembered", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("site", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("identity", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("helpdesk_ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vouched", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("satisfied", sa.Boolean(), nullable=True))
    with op.batch_alter_table("helpdesk_question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("useful_reason", sa.String(), nullable=True))
