"""The non-nominal version: everything that tells who somebody is taken out, in fields and text."""

from markaz.exchange.redaction.objects import non_nominal_ref, redact
from markaz.exchange.redaction.terms import Terms, terms_in, terms_of
from markaz.exchange.redaction.text import redacted

__all__ = ["Terms", "non_nominal_ref", "redact", "redacted", "terms_in", "terms_of"]
