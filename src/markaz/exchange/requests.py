"""Requests for information in STIX: the question, and each step of its answer, as notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from markaz.exchange.markings import marked, marking_of
from markaz.exchange.stix.common import StixObject, extended, identifier, stated, timestamp
from markaz.exchange.stix.extensions import REQUEST
from markaz.governance.marking import Marking

_QUESTION = "question"
# What may be said to a question, and as which step of it.
STEPS = ("part answer", "answer", "refused", "postponed", "withdrawn")
_GRADED = ("part answer", "answer")
# Of an answer that nobody graded: nothing can be judged (Admiralty).
_UNJUDGED = ("F", "6")
_RELIABILITIES, _CREDIBILITIES = "ABCDEF", "123456"
_LONGEST, _LONGEST_REFERENCE = 1_000, 160


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; `reference` is what the asker calls it."""

    stix_id: str
    question: str
    purpose: str
    legal_basis: str
    due_at: datetime
    marking: Marking
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One step of an answer: to which question, in which words; an answer has both grades."""

    stix_id: str
    request: str
    step: str
    words: str
    marking: Marking
    source_reliability: str = ""
    information_credibility: str = ""
    due_at: datetime | None = None
    at: datetime | None = None


def question_ref(name: str, *, namespace: UUID) -> str:
    """The id of a question of ours."""
    return identifier("note", f"request {name}", namespace=namespace)


def reply_ref(name: str, act: int, *, namespace: UUID) -> str:
    """The id of one step of ours."""
    return identifier("note", f"request {name} step {act}", namespace=namespace)


def question(asked: Question, *, creator: str, at: datetime) -> StixObject:
    """The note by which a question goes out."""
    said = stated(
        step=_QUESTION,
        reference=asked.reference,
        purpose=asked.purpose,
        legal_basis=asked.legal_basis,
        due_at=timestamp(asked.due_at),
    )
    note = _note(asked.stix_id, asked.question, about=creator, creator=creator, at=at)
    return marked(extended(note, REQUEST, said), asked.marking)


def reply(said: Reply, *, creator: str, at: datetime) -> StixObject:
    """The note by which a step of an answer goes out."""
    told = stated(
        step=said.step,
        source_reliability=said.source_reliability,
        information_credibility=said.information_credibility,
        due_at=timestamp(said.due_at) if said.due_at else None,
    )
    note = _note(said.stix_id, said.words, about=said.request, creator=creator, at=at)
    return marked(extended(note, REQUEST, told), said.marking)


def questions(sent: Iterable[object]) -> tuple[Question, ...]:
    """The questions among what a partner sent; one that lacks what it must have is no question."""
    return tuple(found for one in sent if (found := _question(one)))


def replies(sent: Iterable[object]) -> tuple[Reply, ...]:
    """The steps of answers among what a partner sent, to whatever question."""
    return tuple(found for one in sent for found in _replies(one))


def _note(stix_id: str, content: str, *, about: str, creator: str, at: datetime) -> StixObject:
    moment = timestamp(at)
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": stix_id,
        "created_by_ref": creator,
        "created": moment,
        "modified": moment,
        "content": content,
        "labels": ["request-for-information"],
        "object_refs": [about],
    }


def _question(one: object) -> Question | None:
    said = _extension(one)
    if said is None or not isinstance(one, Mapping) or said.get("step") != _QUESTION:
        return None
    texts = [_text(each) for each in (one.get("content"), said.get("purpose"),
                                      said.get("legal_basis"))]  # fmt: skip
    due = _moment(said.get("due_at"))
    if due is None or not all(texts):
        return None
    return Question(
        stix_id=str(one["id"]),
        question=texts[0],
        purpose=texts[1],
        legal_basis=texts[2],
        due_at=due,
        marking=marking_of(dict(one), definitions={}),
        reference=_text(said.get("reference"))[:_LONGEST_REFERENCE],
    )


def _replies(one: object) -> Iterable[Reply]:
    said = _extension(one)
    if said is None or not isinstance(one, Mapping) or said.get("step") not in STEPS:
        return
    step, due = str(said["step"]), _moment(said.get("due_at"))
    if step == "postponed" and due is None:
        return
    grade = _grade(said) if step in _GRADED else ("", "")
    for ref in one.get("object_refs") or ():
        if isinstance(ref, str):
            yield Reply(
                stix_id=str(one["id"]),
                request=ref,
                step=step,
                words=_text(one.get("content")),
                marking=marking_of(dict(one), definitions={}),
                source_reliability=grade[0],
                information_credibility=grade[1],
                due_at=due if step == "postponed" else None,
                at=_moment(one.get("created")),
            )


def _extension(one: object) -> Mapping[str, Any] | None:
    if not isinstance(one, Mapping) or one.get("type") != "note" or one.get("revoked") is True:
        return None
    extensions = one.get("extensions")
    said = extensions.get(REQUEST) if isinstance(extensions, Mapping) else None
    named = isinstance(said, Mapping) and isinstance(one.get("id"), str)
    return said if named and _well_referred(one) else None


def _well_referred(one: Mapping[str, Any]) -> bool:
    """Whether the lists that are looked into are lists at all: a partner may send anything."""
    return all(
        isinstance(one.get(name, []), list) for name in ("object_refs", "object_marking_refs")
    ) and not one.get("granular_markings")


def _grade(said: Mapping[str, Any]) -> tuple[str, str]:
    source, information = said.get("source_reliability"), said.get("information_credibility")
    if source in tuple(_RELIABILITIES) and information in tuple(_CREDIBILITIES):
        return str(source), str(information)
    return _UNJUDGED


def _text(value: object) -> str:
    return " ".join(value.replace("\0", " ").split())[:_LONGEST] if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read if read is not None and read.tzinfo is not None else None
