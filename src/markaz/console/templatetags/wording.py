"""Codes, quantities and days as a page writes them."""

from django import template

from markaz.console import sources, wording
from markaz.console.errors import of_row, plainly
from markaz.console.pairs import bars

register = template.Library()
register.filter("term", wording.term)
register.filter("mass", wording.mass)
register.filter("volume", wording.volume)
register.filter("acres", wording.acres)
register.filter("count", wording.count)
register.filter("day", wording.day)
register.filter("month", wording.month)
register.filter("moment", wording.moment)
register.filter("upto", wording.span)
register.filter("digits", wording.digits)
register.filter("direction", wording.direction)
register.filter("plainly", plainly)
register.filter("of_row", of_row)
register.filter("source", sources.title)
register.filter("stake", bars.kilograms)
