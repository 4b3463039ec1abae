"""The words and numbers of the airport desk as a page writes them."""

import json

from django import template

from markaz.console.airport import conditions, intervals, lines, words
from markaz.console.errors import plainly

register = template.Library()
register.filter("told", words.told)
register.filter("sentence", words.sentence)
register.filter("left", words.left)
register.filter("measure", words.measure)
register.filter("percent", words.percent)
register.filter("json", json.dumps)
register.filter("holds", conditions.told)
register.filter("why", lines.why)
register.filter("plainly", plainly)
register.filter("step", lines.step)
register.filter("summary", lines.summary)
register.filter("interval", intervals.interval)
