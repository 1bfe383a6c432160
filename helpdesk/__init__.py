"""The help desk: tickets, the people who work them, and the personal data they hold."""

from helpdesk.agents import Agent, Agents
from helpdesk.approvals import Approvals
from helpdesk.approved import AnswerDraft, ApprovedAnswer, BoundQuote, BoundSentence, DraftSentence
from helpdesk.attachments import LARGEST_SENT
from helpdesk.chain import AuditReport
from helpdesk.checkpoints import Checkpoint, read_checkpoints
from helpdesk.columns import Sealed, UtcDateTime
from helpdesk.config import DeskSettings, ProviderSettings
from helpdesk.counter import Opening
from helpdesk.desk import Desk, open_desk
from helpdesk.drafting import Draft, drafted
from helpdesk.errors import (
    CheckpointError,
    Conflict,
    Flaw,
    HelpdeskError,
    Invalid,
    KeyFileError,
    NotFound,
    ProfileError,
    ProviderRefused,
    Refused,
    SealBroken,
    Unfit,
)
from helpdesk.forms import Form, FormField, check_answers
from helpdesk.intake import CitedClause, Intake, Line, Origin, Receipt, Vouched
from helpdesk.invented import invent
from helpdesk.journal import Asked, Reason
from helpdesk.key_sources import GivenKeys, KeyFile, KeySource, ServedKeyFile
from helpdesk.narrowing import narrowed
from helpdesk.oidc import Provider, open_provider
from helpdesk.open_sessions import OpenSession, SessionToken
from helpdesk.organisations import load_profile
from helpdesk.outbox import Outbox
from helpdesk.permissions import Membership, Role
from helpdesk.ports import Sessions
from helpdesk.profiles import PolicySource, Profile
from helpdesk.public import PublicFile, PublicMessage, PublicStatus
from helpdesk.references import read_reference
from helpdesk.retention import Elsewhere, RetentionCounts
from helpdesk.shelf import PolicyShelf, ProposedFact, ShelfChange, ShelfClause
from helpdesk.tables import metadata
from helpdesk.tampering import TAMPERINGS, Tampering
from helpdesk.tickets import KINDS, REASONS, RIGHTS, STATUSES, TRANSITIONS, Kind, Right, Status
from helpdesk.vault import DataKey, Vault
from helpdesk.views import (
    Answer,
    Changed,
    Deadline,
    DeliveryState,
    OrganisationRow,
    Outgoing,
    ThreadState,
    TicketPage,
    TicketRow,
    TicketView,
    TimelineEvent,
    TimelineMessage,
)
from helpdesk.wording import category
from helpdesk.wording import day as day_in_words

__all__ = [
    "KINDS",
    "LARGEST_SENT",
    "REASONS",
    "RIGHTS",
    "STATUSES",
    "TAMPERINGS",
    "TRANSITIONS",
    "Agent",
    "Agents",
    "Answer",
    "AnswerDraft",
    "Approvals",
    "ApprovedAnswer",
    "Asked",
    "AuditReport",
    "BoundQuote",
    "BoundSentence",
    "Changed",
    "Checkpoint",
    "CheckpointError",
    "CitedClause",
    "Conflict",
    "DataKey",
    "Deadline",
    "DeliveryState",
    "Desk",
    "DeskSettings",
    "Draft",
    "DraftSentence",
    "Elsewhere",
    "Flaw",
    "Form",
    "FormField",
    "GivenKeys",
    "HelpdeskError",
    "Intake",
    "Invalid",
    "KeyFile",
    "KeyFileError",
    "KeySource",
    "Kind",
    "Line",
    "Membership",
    "NotFound",
    "OpenSession",
    "Opening",
    "OrganisationRow",
    "Origin",
    "Outbox",
    "Outgoing",
    "PolicyShelf",
    "PolicySource",
    "Profile",
    "ProfileError",
    "ProposedFact",
    "Provider",
    "ProviderRefused",
    "ProviderSettings",
    "PublicFile",
    "PublicMessage",
    "PublicStatus",
    "Reason",
    "Receipt",
    "Refused",
    "RetentionCounts",
    "Right",
    "Role",
    "SealBroken",
    "Sealed",
    "ServedKeyFile",
    "SessionToken",
    "Sessions",
    "ShelfChange",
    "ShelfClause",
    "Status",
    "Tampering",
    "ThreadState",
    "TicketPage",
    "TicketRow",
    "TicketView",
    "TimelineEvent",
    "TimelineMessage",
    "Unfit",
    "UtcDateTime",
    "Vault",
    "Vouched",
    "category",
    "check_answers",
    "day_in_words",
    "drafted",
    "invent",
    "load_profile",
    "metadata",
    "narrowed",
    "open_desk",
    "open_provider",
    "read_checkpoints",
    "read_reference",
]
