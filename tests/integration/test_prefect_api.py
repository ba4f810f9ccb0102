"""What we ask a Prefect server ourselves: a server that is busy for a moment is asked again."""

import pytest
from pytest_httpserver import HTTPServer

from cli.prefect_api import NoAnswer, is_healthy, unfinished_runs
from flows.environment import Address


def test_busy_server_is_asked_again(httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request("/api/health").respond_with_data(status=503)
    httpserver.expect_ordered_request("/api/health").respond_with_json(True)
    assert is_healthy(Address(port=httpserver.port, key="admin:key"))


def test_server_that_refuses_is_believed_at_once(httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request("/api/flow_runs/filter").respond_with_data(status=401)
    with pytest.raises(NoAnswer, match="401"):
        unfinished_runs(Address(port=httpserver.port, key="admin:key"))
