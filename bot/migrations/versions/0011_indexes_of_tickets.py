"""indexes of tickets: how long answers took of late is found without reading every ticket of a kind"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema. A few kinds and states are too alike to be searched by alone."""
    for column in ("kind", "status", "organisation"):
        op.drop_index(f"ix_helpdesk_ticket_{column}", "helpdesk_ticket")
    op.create_index(
        "ix_helpdesk_ticket_pace",
        "helpdesk_ticket",
        ["organisation", "kind", "first_human_reply_at", "received_at"],
    )
