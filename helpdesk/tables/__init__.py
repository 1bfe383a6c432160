"""The desk's tables. Personal data stand only in sealed columns; where a value is sealed for is `sealing`."""

from helpdesk.tables.answers import ApprovedRecord, ApprovedStepRecord, QuestionRecord
from helpdesk.tables.metadata import metadata, new_id
from helpdesk.tables.organisations import OrganisationRecord, ProcedureRecord, RetentionRuleRecord
from helpdesk.tables.people import (
    AccessRecord,
    AgentRecord,
    ApiTokenRecord,
    AttemptRecord,
    MembershipRecord,
    RecoveryCodeRecord,
    SessionRecord,
)
from helpdesk.tables.records import AuditHead, CommandRecord, EventRecord
from helpdesk.tables.requesters import (
    ContactRecord,
    PreferenceRecord,
    RepresentationRecord,
    StatusLinkRecord,
    VerificationRecord,
)
from helpdesk.tables.tickets import (
    AnswerRecord,
    CitationRecord,
    MessageRecord,
    OutboxRecord,
    RightRecord,
    TicketRecord,
)
from helpdesk.tables.work import (
    AlertRecord,
    AttachmentRecord,
    CannedReplyRecord,
    LinkRecord,
    PresenceRecord,
    SavedViewRecord,
    TagRecord,
    WordRecord,
)

__all__ = [
    "AccessRecord",
    "AgentRecord",
    "AlertRecord",
    "AnswerRecord",
    "ApiTokenRecord",
    "ApprovedRecord",
    "ApprovedStepRecord",
    "AttachmentRecord",
    "AttemptRecord",
    "AuditHead",
    "CannedReplyRecord",
    "CitationRecord",
    "CommandRecord",
    "ContactRecord",
    "EventRecord",
    "LinkRecord",
    "MembershipRecord",
    "MessageRecord",
    "OrganisationRecord",
    "OutboxRecord",
    "PreferenceRecord",
    "PresenceRecord",
    "ProcedureRecord",
    "QuestionRecord",
    "RecoveryCodeRecord",
    "RepresentationRecord",
    "RetentionRuleRecord",
    "RightRecord",
    "SavedViewRecord",
    "SessionRecord",
    "StatusLinkRecord",
    "TagRecord",
    "TicketRecord",
    "VerificationRecord",
    "WordRecord",
    "metadata",
    "new_id",
]
