"""Whatever is sent by the description or against it: no 5xx, no status that is not documented."""

from __future__ import annotations

import pytest
import schemathesis
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
PATHS = sorted(description()["paths"])


@pytest.fixture
def signed_in(cast):
    cast.household("康润生", officer=cast.tian)
    return Caller(cast.office).headers


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
