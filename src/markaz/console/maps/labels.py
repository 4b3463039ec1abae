"""Labels where there is room: each is drawn if it covers nothing that is drawn already."""

LETTER, LINE = 6.6, 15.0
Box = tuple[float, float, float, float]


class Room:
    """What of a drawing is taken, as boxes of left, top, right and bottom."""

    def __init__(self, width: float, height: float) -> None:
        self._edge: Box = (0.0, 0.0, width, height)
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        """Keep this much free of labels."""
        self._taken.append(box)

    def fits(self, text: str, *, left: float, middle: float) -> bool:
        """Whether a line of text has room from this left edge on; if so it is taken."""
        box = (left, middle - LINE / 2, left + len(text) * LETTER, middle + LINE / 2)
        inside = box[0] >= 0 and box[2] <= self._edge[2]
        if not inside or any(_meet(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        return True


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
