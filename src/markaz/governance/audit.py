"""The words of the audit log, and how its rows are chained so that no one is altered unseen."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

GENESIS = "0" * 64


class Actor(Protocol):
    """Who did something: a person of an agency, or a partner's program."""

    @property
    def username(self) -> str:
        """The name in the log."""

    @property
    def agency(self) -> str:
        """For whom they act."""


class Event(StrEnum):
    """What an audit row can say."""

    FILE_RECEIVED = "file received"
    FILE_REPEATED = "file received again"
    REPORTS_CONSOLIDATED = "reports consolidated"
    REPORTS_JUDGED = "reports judged"
    MODEL_TRAINED = "model trained"
    VALUE_DECIDED = "value decided"
    BRIEFING_PRINTED = "briefing printed"
    EDITION_FROZEN = "edition frozen"
    FORM_FILLED = "form filled"
    ACCOUNT_MADE = "account made"
    KEYS_CHANGED = "own keys changed"
    TOKEN_MADE = "token made"  # noqa: S105 (an event, and no secret)
    TOKEN_REVOKED = "token revoked"  # noqa: S105
    BACKUP_MADE = "backup made"
    BACKUP_RESTORED = "backup restored"
    REPORT_VIEWED = "report viewed"
    OPERATION_ENTERED = "operation entered"
    OPERATION_AMENDED = "operation amended"
    OPERATION_MOVED_ON = "operation moved on"
    OPERATION_VIEWED = "operation viewed"
    LATE_FILING_ALLOWED = "late filing allowed"
    PART_CHANGED = "part in operation changed"
    CONFLICT_OPENED = "conflict opened"
    CONFLICT_TAKEN = "conflict taken"
    CONFLICT_VIEWED = "conflict viewed"
    CONSENT_CHANGED = "consent changed"
    OUTCOME_GIVEN = "outcome given"
    CONFLICT_CLOSED = "conflict closed"
    DESK_CALLED = "next desk called"
    TASK_GIVEN = "task given"
    TASK_MOVED_ON = "task moved on"
    SHIFT_HANDED_OVER = "shift handed over"
    CHECK_MADE = "check made"
    CHECK_REFUSED = "check refused"
    MENTIONS_INDEXED = "mentions indexed"
    ENTRY_LISTED = "entry listed"
    ENTRY_ENDED = "entry ended"
    SUBJECT_OPENED = "subject opened"
    SUBJECT_CHANGED = "subject changed"
    MENTIONS_COMPARED = "mentions compared"
    SUGGESTION_JUDGED = "suggestion judged"
    SUBJECT_VIEWED = "subject viewed"
    NETWORK_VIEWED = "network viewed"
    PATHS_ASKED = "paths asked for"
    CONTACT_KEPT = "contact kept"
    LIST_ENCODED = "list encoded"
    LISTS_MATCHED = "lists matched"
    AGREEMENT_MADE = "agreement made"
    AGREEMENT_ENDED = "agreement ended"
    MARKING_LOWERED = "consent to lower marking"
    RELEASE_PREPARED = "release prepared"
    RELEASE_SIGNED = "release signed"
    RELEASE_DROPPED = "release dropped"
    RELEASE_HANDED = "release handed over"
    ITEM_RECALLED = "item recalled"
    RECALL_ACKNOWLEDGED = "recall acknowledged"
    THEIR_RECALL_HEARD = "partner's recall received"
    THEIR_RECALL_ANSWERED = "partner's recall answered"
    SAID_TO_PARTNER = "said to partner"
    OUTBOUND_SENT = "sent to partner"
    REQUEST_ENTERED = "request entered"
    REQUEST_MOVED_ON = "request moved on"
    PARTNER_ADDED = "partner added"
    PARTNER_KEY_MADE = "partner's key made"
    PARTNER_KEY_REVOKED = "partner's key revoked"
    COLLECTION_OFFERED = "collection offered"
    COLLECTION_READ = "collection read by partner"
    COLLECTION_WRITTEN = "collection written by partner"
    OBJECT_REMOVED = "object removed by partner"
    FEED_KEPT = "partner's collection to be fetched"
    FEED_FETCHED = "partner's collection fetched"
    DRAFT_FILED = "partner's draft filed"
    DRAFT_SET_ASIDE = "partner's draft set aside"
    FIELDS_FILED = "fields filed"
    FIELD_VIEWED = "field viewed"
    FIELD_JUDGED = "field judged"
    SAMPLE_DRAWN = "sample of fields drawn"
    VISIT_ENTERED = "visit to field entered"
    PHOTO_KEPT = "photograph of field kept"
    SCENE_REGISTERED = "imagery registered"
    FIELDS_MEASURED = "fields measured"
    SURVEY_KEPT = "crop survey kept"
    CROP_STATUS_SAID = "crop status said"
    MESSAGE_RECEIVED = "message received"
    MESSAGE_DRAFT_FILED = "draft of message filed"
    MESSAGE_DRAFT_DROPPED = "draft of message dropped"
    MACHINE_CALIBRATED = "calibration of a machine kept"
    MACHINE_CHECKED = "daily check of a machine kept"
    DETECTOR_SWITCHED_ON = "detector switched on"
    DETECTOR_SWITCHED_OFF = "detector switched off"
    DETECTOR_SPOKE = "detector asked of a scan"
    AIRPORT_DESK_SET = "airport desk set up"
    SCAN_RECEIVED = "scan received"
    SCAN_MEASURED = "scan measured"
    SCAN_SET_ASIDE = "scan set aside"
    SCAN_OPENED = "scan opened"
    SCAN_DECIDED = "scan decided"
    SEARCH_RECORDED = "search of a bag recorded"
    FIELD_TEST_RECORDED = "field test recorded"
    LABORATORY_RECORDED = "laboratory result recorded"
    THREAT_PROJECTED = "threat projected into a scan"
    AIRPORT_CASE_OPENED = "airport case opened"
    EXHIBIT_HANDED_OVER = "exhibit handed over"
    DOCUMENT_READ = "travel document read"
    PERSONS_EXPIRED = "persons without a case expired"
    UNMASKING_ASKED = "unmasking asked for"
    UNMASKING_ALLOWED = "unmasking allowed"
    REPORT_REFERRED = "report referred"
    STOLEN_LIST_KEPT = "list of stolen documents kept"
    STOLEN_CHECKED = "document held against stolen"


def chain_hash(previous: str, fields: Mapping[str, str]) -> str:
    """SHA-256 over the previous row's hash and this row's fields in a fixed order."""
    body = json.dumps(dict(fields), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
