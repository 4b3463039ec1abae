"""The words and numbers of operations as a page writes them."""

from django import template

from markaz.console.operations import words

register = template.Library()
register.filter("said", words.said)
register.filter("kind", words.kind)
register.filter("rung", words.rung)
register.filter("distance", words.distance)
register.filter("left", words.minutes)
