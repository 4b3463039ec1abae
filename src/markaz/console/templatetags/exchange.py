"""The words of the exchange as a page writes them."""

from django import template

from markaz.console.exchange import words

register = template.Library()
register.filter("told", words.told)
register.filter("partner", words.partner)
