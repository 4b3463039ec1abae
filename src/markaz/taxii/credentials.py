"""Whose program is calling: by a token, or by a certificate that the proxy has checked."""

import base64
import binascii
import hashlib
import ssl
from datetime import datetime
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest

from markaz.store.exchange import partners
from markaz.store.exchange.partners import SignedIn

CERTIFICATE_HEADER = "X-Client-Certificate"
_LONGEST_CERTIFICATE = 16_384


def offered(request: HttpRequest) -> bool:
    """Whether the program shows anything by which it could sign in."""
    return bool(request.headers.get("Authorization") or _certificate(request))


def signed_in(request: HttpRequest, *, now: datetime) -> SignedIn | None:
    """The partner whose program this is; None where what it shows opens nothing.

    A program that shows both a token and a certificate must show those of one partner.
    """
    certificate = _certificate(request)
    by_certificate = partners.by_certificate(certificate, now=now) if certificate else None
    if not request.headers.get("Authorization"):
        return by_certificate
    by_token = _by_token(request.headers["Authorization"], now=now)
    if certificate and by_certificate is None:
        return None
    if by_certificate and by_token and by_certificate.partner != by_token.partner:
        return None
    return by_token


def _by_token(written: str, *, now: datetime) -> SignedIn | None:
    scheme, _, shown = written.partition(" ")
    if scheme.casefold() == "bearer":
        return partners.by_token(shown.strip(), now=now)
    if scheme.casefold() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(shown.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    holder = partners.by_token(secret, now=now)
    return holder if holder and holder.partner.name == name else None


def _certificate(request: HttpRequest) -> str:
    """The SHA-256 of the client's certificate, if a trusted proxy says so; else empty."""
    if request.META.get("REMOTE_ADDR") not in settings.MARKAZ_TAXII_PROXIES:
        return ""
    written = unquote(request.headers.get(CERTIFICATE_HEADER, "")[:_LONGEST_CERTIFICATE]).strip()
    if not written.startswith("-----BEGIN CERTIFICATE-----"):
        return written.replace(":", "").lower()
    try:
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(written)).hexdigest()
    except ValueError:
        return ""
