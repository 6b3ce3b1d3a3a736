"""Whatever is sent by the description or against it: no 5xx, no status that is not documented."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lianxin.doors.api.door import schema as description
from lianxin.site.wsgi import application

from .caller import Caller

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
api = schemathesis.openapi.from_dict(description())
api.app = application
PATHS = sorted(path for path, ways in description()["paths"].items() if "get" in ways)


@pytest.fixture
def signed_in(cast):
    """Requests come through WSGI, where the end of one would close the test's own connection."""
    cast.household("康润生", officer=cast.tian)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield Caller(cast.office).headers | {"Accept-Encoding": "identity"}
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def send(path: str, headers: dict[str, str], examples: int) -> None:
    """Cases that follow the description and cases that break it in one place."""
    operation = api[path]["GET"]
    cases = st.one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def sent(case):
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=CHECKS)

    sent()


@pytest.mark.parametrize("path", PATHS)
def test_no_request_breaks_the_api(signed_in, path):
    send(path, signed_in, 30)


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_no_request_of_many_breaks_the_api(signed_in, path):
    send(path, signed_in, 2000)
