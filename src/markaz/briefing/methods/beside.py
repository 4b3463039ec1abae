"""What is counted or measured beside the seized mass: lines that have no weight."""

from markaz.briefing.cells import Reading, exclusions, finish, in_unit
from markaz.briefing.counting import COUNTED, QUANTITY
from markaz.briefing.declared import Declaration
from markaz.briefing.labels import line_label
from markaz.records.figure import Figure, FigureRow

# A line whose quantity could not be read might have been of this measure.
_MEASURED = "({measure} IS NOT NULL OR volume_ul IS NULL AND pieces IS NULL)"


def beside(reading: Reading, declaration: Declaration) -> Figure:
    """Volumes or pieces by substance; a report that states none for sure is left out."""
    rows = _rows(reading, declaration)
    whole = sum(value for _, value, *_ in rows) if rows else None
    counts = _reports(reading, declaration)
    return finish(
        reading,
        declaration,
        value=whole,
        counted=counts.pop(COUNTED, 0),
        excluded=exclusions(counts, lang=reading.lang),
        rows=tuple(
            FigureRow(
                key=substance,
                label=line_label(substance, by=declaration.by, lang=reading.lang),
                value=in_unit(value, declaration),
                counted=counted,
                attributes={
                    name: "" if bound is None else int(bound)
                    for name, bound in zip(declaration.attributes, bounds, strict=True)
                },
            )
            for substance, value, counted, *bounds in rows
        ),
    )


def _rows(
    reading: Reading, declaration: Declaration
) -> list[tuple[str, int, int, *tuple[int | None, ...]]]:
    bounds = "".join(f", sum({name})" for name in declaration.attributes)
    return reading.connection.execute(
        f"SELECT substance, sum({declaration.measure})::HUGEINT AS whole,"  # noqa: S608 (declared data)
        f" count(DISTINCT incident){bounds}"
        f" FROM unweighed JOIN dims USING (dim) WHERE reason = {COUNTED}"
        f" AND {declaration.measure} IS NOT NULL AND {declaration.where}"
        " GROUP BY substance ORDER BY whole DESC, substance"
    ).fetchall()


def _reports(reading: Reading, declaration: Declaration) -> dict[int, int]:
    """Reports counted and left out, by the number of the reason."""
    measure = declaration.measure
    return dict(
        reading.connection.execute(
            f"SELECT CASE WHEN reason = {COUNTED} AND NOT stated THEN {QUANTITY} ELSE reason END,"  # noqa: S608
            " count(*) FROM (SELECT number, reason,"
            f" bool_or({measure} IS NOT NULL) AS stated FROM unweighed"
            f" JOIN dims USING (dim) WHERE {declaration.where}"
            f" AND {_MEASURED.format(measure=measure)} GROUP BY ALL) GROUP BY ALL"
        ).fetchall()
    )
