"""The words and numbers of the airport desk as a page writes them."""

from django import template

from markaz.console.airport import words

register = template.Library()
register.filter("told", words.told)
register.filter("sentence", words.sentence)
register.filter("left", words.left)
register.filter("measure", words.measure)
