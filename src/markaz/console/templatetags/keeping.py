"""What a file's history says, in the language of the page."""

from collections.abc import Mapping

from django import template

from markaz.console import wording
from markaz.console.words.lists import CHANGES

register = template.Library()


@register.filter
def of(names: Mapping[int, str], number: int) -> str:
    """What a file is called."""
    return names.get(number, "")


@register.filter
def change(details: Mapping[str, object]) -> str:
    """One change to a file; the number of what it was about stands where the sentence wants it."""
    said = str(details.get("change", "")).split()
    number = next((word for word in said if word.isdecimal()), "")
    told = " ".join(word for word in said if word != number)
    return str(CHANGES.get(told, told)).format(n=wording.digits(int(number)) if number else "")
