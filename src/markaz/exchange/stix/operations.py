"""Operations of authorities as STIX groupings, and judgements as relationships of reports."""

import json
from collections.abc import Collection, Mapping, Sequence

from markaz.exchange.markings import marked, strictest
from markaz.exchange.stix.agencies import agency_ref
from markaz.exchange.stix.common import StixObject, extended, relationship, sdo, stated, timestamp
from markaz.exchange.stix.extensions import OPERATION
from markaz.exchange.stix.incidents import incident_ref
from markaz.exchange.stix.reports import report_ref
from markaz.exchange.told import Told, ToldJudgement, ToldOperation, ToldReport
from markaz.governance.marking import Marking
from markaz.records.kinds import Verdict
from markaz.records.operations.notation import written

# The marking of a report, and the id by which its object goes.
End = tuple[Marking, str]
_MEANT = {Verdict.POSITIVE: "duplicate-of", Verdict.NEGATIVE: "distinct-from"}


def operation_objects(
    one: ToldOperation, *, told: Told, incidents: Collection[int]
) -> list[StixObject]:
    """The operation with its agencies and incidents; nothing of a silent one.

    Whom it is against and whom to ring stay at home whatever is agreed.
    """
    operation = one.operation
    if operation.silent:
        return []
    namespace, key = told.namespace, operation.key
    parts = [
        {"agency_ref": agency_ref(agency, namespace=namespace), "role": role}
        for agency, role in one.parts
    ]
    of = agency_ref(key.agency, namespace=namespace)
    stix = {
        **sdo(
            "grouping",
            f"operation {key.agency} {key.reference}",
            namespace=namespace,
            times=(one.created, one.modified),
            by=of,
        ),
        "name": one.title or key.reference,
        "context": "law-enforcement-operation",
        "object_refs": list(dict.fromkeys([of, *(part["agency_ref"] for part in parts)])),
    }
    # The incidents are tied to it one by one: each may be told, or taken back, without the others.
    ties = [
        relationship(
            "related-to",
            incident_ref(number, namespace=namespace),
            stix["id"],
            namespace=namespace,
            times=(one.created, one.modified),
            by=of,
        )
        for number in one.incidents
        if number in incidents
    ]
    marking = Marking(operation.marking)
    whole = extended(stix, OPERATION, _said(one, parts))
    return [marked(each, marking) for each in (whole, *ties)]


def judgement_objects(
    one: ToldJudgement, *, told: Told, reports: Mapping[int, ToldReport]
) -> list[StixObject]:
    """What a person held of two told reports; that nobody could tell is no statement."""
    kind = _MEANT.get(one.verdict)
    if not kind or one.left not in reports or one.right not in reports:
        return []
    left, right = reports[one.left], reports[one.right]
    ends = [
        (each.marking, report_ref(each.number, namespace=told.namespace)) for each in (left, right)
    ]
    return [_held(one, kind, told=told, ends=ends)]


def held_across(one: ToldJudgement, *, told: Told, ends: Sequence[End]) -> StixObject:
    """What a person held of reports of two incidents or briefs, each under the id it goes by."""
    stix = _held(one, _MEANT[one.verdict], told=told, ends=ends)
    return {**stix, "labels": ["simulated"]} if told.simulated else stix


def _held(one: ToldJudgement, kind: str, *, told: Told, ends: Sequence[End]) -> StixObject:
    (left, source), (right, target) = ends
    stix: StixObject = relationship(
        kind,
        source,
        target,
        namespace=told.namespace,
        times=(one.at, one.withdrawn or one.at),
        by=agency_ref(told.centre, namespace=told.namespace),
    )
    if one.withdrawn:
        stix["revoked"] = True
    return marked(stix, strictest(left, right))


def _said(one: ToldOperation, parts: list[dict[str, str]]) -> StixObject:
    operation = one.operation
    return stated(
        kind=operation.kind,
        state=one.state,
        starts_at=timestamp(operation.window.starts_at),
        ends_at=timestamp(operation.window.ends_at),
        zone=operation.window.zone,
        shape=json.loads(written(operation.shape)),
        parts=parts,
        result=one.result,
    )
