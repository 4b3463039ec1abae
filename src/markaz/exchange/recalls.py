"""A recall in STIX: the revoked version of an object, the note that says why, and its answer."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

Stix = Mapping[str, Any]
_NAMESPACE = UUID("3d5f6c1e-0f0b-5c7a-9d1c-6a1f2f9a7b40")
# What a version must still say so that a reader's tools know which object it was: the common
# properties of STIX 2.1 section 3.2 and the references that its kind requires.
_KEPT = (
    "type", "spec_version", "id", "created_by_ref", "created", "lang", "object_marking_refs",
    "identity_class", "relationship_type", "source_ref", "target_ref", "object_refs",
    "sighting_of_ref", "opinion", "observed_data_refs", "first_observed", "last_observed",
    "number_observed", "pattern_type", "valid_from", "is_family", "context", "extension_types",
)  # fmt: skip
# Required texts, of which the old words are the very thing that was wrong.
_EMPTIED = ("name", "content", "pattern", "abstract", "schema", "version")
_RECALLED = "Recalled"
_LABEL = "recall"
# What a partner's note may say, as a label; without one it says that the notice was received.
ANSWERS = ("deleted", "corrected", "kept", "received")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the note of a recall says, and about which objects."""

    recall: str
    reason: str
    objects: tuple[str, ...]
    markings: tuple[str, ...]
    creator: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A partner's notice: that what it told in some objects was wrong, and why."""

    stix_id: str
    reason: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A partner's answer: to which note, what became of the item, in whose words."""

    note: str
    answer: str
    words: str
    authors: str
    stix_id: str


def revoked(stix: Stix, *, at: str) -> dict[str, Any]:
    """The last version of an object: revoked, and without what it told.

    `at` is the moment as a STIX timestamp; STIX 2.1 section 3.6: no version follows a revoked one.
    """
    left = {name: stix[name] for name in _KEPT if name in stix}
    emptied = {name: _RECALLED for name in _EMPTIED if name in stix}
    if stix["type"] == "location":
        # A location must be somewhere (section 4.11), and that is what may have been wrong.
        emptied["region"] = _RECALLED.lower()
    if "published" in stix:
        emptied["published"] = at
    kinds = {
        name: {"extension_type": "new-sdo"}
        for name, told in stix.get("extensions", {}).items()
        if told.get("extension_type") == "new-sdo"
    }
    made = {**left, **emptied, "modified": at, "revoked": True}
    return {**made, "extensions": kinds} if kinds else made


def note(notice: Notice, *, at: str) -> dict[str, Any]:
    """The note that says to a partner's people what was recalled and why."""
    name = f"{notice.recall} {' '.join(sorted(notice.objects))}"
    made: dict[str, Any] = {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid5(_NAMESPACE, name)}",
        "created_by_ref": notice.creator,
        "created": at,
        "modified": at,
        "abstract": f"Recall {notice.recall}: delete what you hold of these objects",
        "content": notice.reason,
        "labels": [_LABEL],
        "object_refs": list(notice.objects),
    }
    if notice.markings:
        made["object_marking_refs"] = list(notice.markings)
    return made


def notices(sent: Iterable[object]) -> tuple[Heard, ...]:
    """The notices of recalls among what a partner sent."""
    return tuple(
        Heard(_text(one.get("id")), _text(one.get("content")), tuple(_texts(one["object_refs"])))
        for one in sent
        if isinstance(one, Mapping)
        and one.get("type") == "note"
        and _LABEL in _texts(one.get("labels"))
        and _texts(one.get("object_refs"))
        and one.get("revoked") is not True
    )


def answered(said: Said, *, creator: str, at: str) -> dict[str, Any]:
    """Our answer to a partner's notice, as a note; `at` is a STIX timestamp."""
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": said.stix_id,
        "created_by_ref": creator,
        "created": at,
        "modified": at,
        "content": said.words or said.answer,
        "authors": [said.authors],
        "labels": [said.answer],
        "object_refs": [said.note],
    }


def renamed(objects: Sequence[Stix], *, own: Iterable[str], after: str) -> list[dict[str, Any]]:
    """The objects under other ids, the same ones for the same recall: what is revoked is over.

    `own` are the ids to replace, wherever the objects name them; `after` is the recall.
    """
    text = json.dumps(list(objects), ensure_ascii=False)
    for one in own:
        kind, _, name = one.partition("--")
        text = text.replace(one, f"{kind}--{uuid5(_NAMESPACE, f'{name} {after}')}")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def answers(sent: Iterable[object], *, notes: Sequence[str]) -> tuple[Said, ...]:
    """What the sent objects say to these notes; anything else among them is left alone."""
    return tuple(
        Said(
            note=reference,
            answer=_answer(one.get("labels")),
            words=_text(one.get("content")),
            authors=", ".join(_texts(one.get("authors"))),
            stix_id=_text(one.get("id")),
        )
        for one in sent
        if isinstance(one, Mapping) and one.get("type") == "note"
        for reference in _texts(one.get("object_refs"))
        if reference in notes
    )


def references(sent: Iterable[object]) -> frozenset[str]:
    """The notes to which any of the sent objects might be an answer."""
    return frozenset(
        reference
        for one in sent
        if isinstance(one, Mapping) and one.get("type") == "note"
        for reference in _texts(one.get("object_refs"))
        if reference.startswith("note--")
    )


def _answer(labels: object) -> str:
    said = _texts(labels)
    return next((answer for answer in ANSWERS if answer in said), "received")


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
