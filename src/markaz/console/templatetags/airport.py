"""The words and numbers of the airport desk as a page writes them."""

import json

from django import template

from markaz.console.airport import intervals, lines, words

register = template.Library()
register.filter("told", words.told)
register.filter("sentence", words.sentence)
register.filter("left", words.left)
register.filter("measure", words.measure)
register.filter("json", json.dumps)
register.filter("why", lines.why)
register.filter("step", lines.step)
register.filter("summary", lines.summary)
register.filter("interval", intervals.interval)
