"""schemathesis asks the API what its description allows and what it forbids; every answer is as described."""

from __future__ import annotations

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed: the API's contract skipped")
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.web.openapi import openapi

_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
_EXAMPLES = 6  # of each path and kind: enough to meet each parameter, few enough for every run
_SETTINGS = settings(
    max_examples=_EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", sorted(openapi()["paths"]))
def test_answers_are_as_described(client, path, mode) -> None:
    operation = schemathesis.openapi.from_dict(openapi())[path]["GET"]
    if mode is GenerationMode.NEGATIVE and not any(operation.iter_parameters()):
        pytest.skip("nothing can be asked wrongly where nothing is given")
    asked = set()

    @_SETTINGS
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case) -> None:
        sent = case.as_transport_kwargs(base_url="http://localhost")
        answer = client.request(sent["method"], sent["url"], params=sent["params"], headers=sent["headers"])
        case.validate_response(answer, checks=_CHECKS)
        asked.add(answer.status_code)

    ask()
    assert asked <= {200, 400, 404}
    assert asked
