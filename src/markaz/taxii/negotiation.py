"""Which media types a program takes and sends (TAXII 2.1 section 3.1)."""

from markaz.taxii.refusals import NotAcceptableError, UnsupportedTypeError

_OURS = "application/taxii+json"
_VERSION = "2.1"
_ANY = ("*/*", "application/*")


def demand_accepted(accept: str) -> None:
    """Refuse unless the program takes TAXII 2.1; one that says nothing takes everything.

    Raises:
        NotAcceptableError: it takes something else only.
    """
    offers = [one for one in accept.split(",") if one.strip()]
    if offers and not any(_taken(one) for one in offers):
        raise NotAcceptableError


def demand_sent(content_type: str) -> None:
    """Refuse unless the body is said to be TAXII 2.1.

    Raises:
        UnsupportedTypeError: it is not.
    """
    kind, version, _ = _read(content_type)
    if kind != _OURS or version not in (None, _VERSION):
        raise UnsupportedTypeError


def _taken(offer: str) -> bool:
    kind, version, quality = _read(offer)
    # RFC 9110 section 12.5.1: what has the weight 0 is not acceptable.
    if quality is not None and not quality.strip("0."):
        return False
    return kind in _ANY or (kind == _OURS and version in (None, _VERSION))


def _read(written: str) -> tuple[str, str | None, str | None]:
    """Type, version and weight of a media type."""
    kind, *stated = (part.strip() for part in written.casefold().split(";"))
    pairs = (one.partition("=") for one in stated)
    parameters = {name.strip(): value.strip().strip('"') for name, _, value in pairs}
    return kind, parameters.get("version"), parameters.get("q")
