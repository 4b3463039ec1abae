"""The network around a node, and how two nodes hang together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from markaz.actions.subjects.network import looking
from markaz.actions.subjects.network.looking import Near
from markaz.actions.subjects.network.nodes import Node
from markaz.console.desk import reader
from markaz.console.subjects.asking import last_purpose
from markaz.console.subjects.graph import address, graph
from markaz.records.errors import InvalidValueError, PurposeError


def network(request: HttpRequest, name: str) -> HttpResponse:
    """Who is near a node, one step or two, as a drawing and as a list."""
    steps = 1 if request.GET.get("steps") == "1" else 2
    found = around(request, name, steps=steps)
    return render(request, "console/subjects/network.html", shown(found))


def path(request: HttpRequest, name: str) -> HttpResponse:
    """The shortest paths from a node to another, link by link."""
    by, now, other = reader(request), timezone.now(), request.GET.get("to", "").strip()
    # Known first: who may not see this node learns nothing of whether the other is there.
    middle = around(request, name, steps=1).nodes[0]
    refused, found = "", None
    try:
        if other:
            purpose = last_purpose(request)
            found = looking.between(name, other, purpose=purpose, by=by, now=now)
    except InvalidValueError:
        refused = _("Nobody else of that name is in the network that you may see.")
    ways = [
        (_opens(way.nodes[0]), [(link, _opens(node)) for link, node in way.hops])
        for way in (found.ways if found else ())
    ]
    told = {"middle": middle, "href": address(middle), "other": other}
    return render(
        request,
        "console/subjects/path.html",
        {**told, "found": found, "ways": ways, "refused": refused},
        status=400 if refused else 200,
    )


def around(request: HttpRequest, name: str, *, steps: int) -> Near:
    """The neighbourhood of a node, or the page that says that nothing is there."""
    by, purpose = reader(request), last_purpose(request)
    try:
        return looking.near(name, steps=steps, purpose=purpose, by=by, now=timezone.now())
    except PurposeError:
        raise
    except InvalidValueError as error:
        raise Http404 from error


def shown(near: Near) -> dict[str, object]:
    """What the templates of a neighbourhood need."""
    direct = near.found.nodes["step"].to_pylist().count(1)
    return {
        "near": near,
        "middle": near.nodes[0],
        "graph": graph(near),
        "links": [(_opens(node), link) for node, link in near.links],
        "others": len(near.nodes) - 1,
        "unlisted": direct - len(near.links),
        "href": address(near.nodes[0]),
    }


def _opens(node: Node) -> tuple[Node, str]:
    return node, address(node)
