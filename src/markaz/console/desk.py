"""What every view asks first: who is there, and which part of a long list is wanted."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from markaz.accounts.models import User
from markaz.governance.permissions import Permission, require

PAGE = 50


def signed_in(request: HttpRequest) -> User:
    """The person who is signed in; the framework lets nobody else reach a view."""
    return cast(User, request.user)


def reader(request: HttpRequest) -> User:
    """The person who is signed in, if their role sees reports: an empty list would be a lie."""
    by = signed_in(request)
    require(by.permissions, Permission.SEE_REPORTS)
    return by


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a long list."""

    number: int
    total: int
    size: int = PAGE

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def before(self) -> int | None:
        """The page before this one, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one, if any."""
        return self.number + 1 if self.number < self.last else None

    @property
    def first_row(self) -> int:
        """The place of this page's first row in the whole list, from 1."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last_row(self) -> int:
        """The place of this page's last row in the whole list."""
        return min(self.total, self.number * self.size)


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first where none, or nonsense, was asked for."""
    written = request.GET.get("page", "")
    return min(max(1, int(written)), 1_000_000) if written.isascii() and written.isdigit() else 1


def offset(number: int, *, size: int = PAGE) -> int:
    """How many rows come before a page."""
    return (number - 1) * size
