"""A page made for a test, in the frame and under the policy of all pages: for parts that many pages share."""

from fastapi import FastAPI
from jinja2 import ChoiceLoader, DictLoader

from web.kernel.access import Public
from web.kernel.pages import Handler, Page
from web.kernel.serving import endpoint_of

FRAME = """{{% extends "layout.html" %}}
{{% block title %}}{title}{{% endblock %}}
{{% block main %}}{body}{{% endblock %}}"""


def exhibit(app: FastAPI, path: str, handler: Handler, body: str, *, title: str = "样张") -> str:
    """At `/exhibits/…`, open to anybody; `body` is the template's main part. Answers the name of the template."""
    page = Page(path, "GET", Public(), handler)
    app.add_route(path, endpoint_of(page, app.state.surroundings, app.state.renderer), methods=["GET"])
    environment, name = app.state.renderer.environment, f"{path[1:]}.html"
    environment.loader = ChoiceLoader([DictLoader({name: FRAME.format(title=title, body=body)}), environment.loader])
    return name
