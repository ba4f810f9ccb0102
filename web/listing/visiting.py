"""A list on a page: what the visit asks of it, and the names that a search knows."""

from typing import Any

from starlette.responses import Response

from actions.directory import Directory
from web.kernel.visit import Visit
from web.listing.files import file_of
from web.listing.listing import Listing
from web.listing.names import Names
from web.listing.shown import Shown


def list_page(visit: Visit, template: str, listing: Listing, /, **context: Any) -> Response:
    """A page with one list, `shown` in its template; or the file, where the address asks for that."""
    return listed_file(visit, listing) or visit.page(template, shown=listed(visit, listing), **context)


def listed(visit: Visit, listing: Listing) -> Shown:
    """The list as this visit asks for it."""
    return listing.run(visit.tx, asked(visit), words=visit.words)


def listed_file(visit: Visit, listing: Listing) -> Response | None:
    """The list as a file, where the address asks for it: of a page with several lists, try each of them."""
    return file_of(listing, visit.tx, asked(visit), now=visit.now, words=visit.words)


def asked(visit: Visit) -> list[tuple[str, str]]:
    """What stands in the address, in its order."""
    return visit.request.query_params.multi_items()


def unit_names(directory: Directory) -> Names:
    """The units of an office in 规范序列, by every name that they go by."""
    return Names.of((unit.id, (unit.name, unit.short, *unit.aliases)) for unit in directory.units.values())


def post_names(directory: Directory) -> Names:
    """The posts, by their titles and by who holds them today."""
    return Names.of(
        (post.id, (post.title, *(directory.persons[holder].name for holder in directory.holders.get(post.id, ()))))
        for post in directory.posts.values()
    )
