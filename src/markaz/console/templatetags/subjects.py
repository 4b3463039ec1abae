"""The names of subjects and mentions as a page shows them."""

from django import template

from markaz.store.naming import keyed_names

register = template.Library()


@register.filter
def node(mention: int) -> str:
    """The name under which a mention stands in the network."""
    return keyed_names([mention])[0]
