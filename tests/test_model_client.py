import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ConfigError
from briefing.settings import ModelSettings, load_settings
from briefing.summarize.model.answers import Answer, Outcome
from briefing.summarize.model.client import ModelClient, Surroundings, open_client
from briefing.summarize.model.dialect import Cap, Dialect, Dialects, Form, first_dialect, read_dialect
from briefing.summarize.model.endpoint import configured, find_endpoint
from briefing.summarize.model.reply import BrokenReplyError, EventStream, completion_of
from briefing.summarize.model.schema import strict_schema
from briefing.summarize.model.secret import Secret
from briefing.summarize.model.strict_json import read_json, read_json_within
from tests.hostile import Fault, HostileServer, Visit, completion, events, hostile, refusal
from tests.test_model_faults import GOOD, Wishes, good, question

KEY = "sk-CANARY-1/2+3"


def refuses(*names: str, message: str = "Unsupported parameter: '{}'") -> Fault:
    """A server that refuses requests in which one of these words stands, naming it."""

    def fault(visit: Visit) -> None:
        for name in names:
            if f'"{name}"' in json.dumps(visit.request):
                return visit.say(refusal(400, message.format(name)))
        return visit.say(completion(visit.well()))

    return fault


def drips_headers(visit: Visit) -> None:
    while not visit.closing.wait(0.02):
        visit.say(b"X")


def drips_events(visit: Visit) -> None:
    visit.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
    while not visit.closing.wait(0.02):
        visit.say(b": wait\n\n")


def echoes_everywhere(visit: Visit) -> None:
    key = visit.headers["authorization"].removeprefix("Bearer ")
    visit.say(refusal(418, f"I got {key}, that is {key!r}", code="teapot", X_Key=key))


ROUTES: dict[str, Fault] = {
    "no-schema": refuses("json_schema", message="'response_format.type' must be text or json_object, not {}"),
    "no-format": refuses("response_format", message="Unknown parameter: '{}'"),
    "no-new-cap": refuses("max_completion_tokens"),
    "no-old-cap": refuses(
        "max_tokens", message="'{}' is not supported. Use 'max_completion_tokens' instead."
    ),
    "no-temperature": refuses("temperature", message="'{}' does not support 0 with this model."),
    "no-stream": refuses("stream_options", "stream"),
    "drips-headers": drips_headers,
    "drips-events": drips_events,
    "cut-events": lambda visit: visit.say(events([visit.well()[:20]], done=False, finish="")[:-40]),
    "error-event": lambda visit: visit.say(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        b'data: {"error": {"message": "overloaded", "code": 503}}\n\n'
    ),
    "echo": echoes_everywhere,
    "deep": lambda visit: visit.say(b"HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n" + b"[" * 200_000),
    "long-events": lambda visit: visit.say(events(["x" * 1000] * 500)),
}


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile(good, more=ROUTES) as running:
        yield running


def client_of(url: str, environ: dict[str, str] | None = None, **given: Any) -> ModelClient:
    outside = {name: given.pop(name) for name in ("dialects", "record", "sleep", "clock") if name in given}
    given.setdefault("call_seconds", 4)
    settings = ModelSettings(base_url=url, **given)
    return open_client(settings, Surroundings(environ=environ or {}, **outside))


def ask(url: str, **given: Any) -> Answer:
    with client_of(url, sleep=lambda _seconds: None, **given) as client:
        return client.ask(question())


# ── a good answer ─────────────────────────────────────────────────────────────


def test_an_answer_holds_the_value_its_text_and_what_it_took(server: HostileServer) -> None:
    records: list[Any] = []
    with client_of(server.url("ok"), price_in=1.0, price_out=2.0, record=records.append) as client:
        answer = client.ask(question())
    assert answer.outcome is Outcome.OK
    assert answer.value == Wishes.model_validate(GOOD)
    assert json.loads(answer.text or "") == GOOD
    assert answer.requests == 1
    assert answer.cost == pytest.approx((answer.tokens_in + 2 * answer.tokens_out) / 1e6)
    assert [record.subject for record in records] == ["a1"]
    assert records[0].cost == answer.cost


def test_the_static_part_comes_first_and_the_schema_is_enforced(server: HostileServer) -> None:
    ask(server.url("ok"))
    sent = json.loads(server.asked[-1].body)
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert sent["messages"][0]["content"] == question().system
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert sent["max_tokens"] == question().max_tokens


def test_progress_is_told_the_characters_so_far(server: HostileServer) -> None:
    heard: list[int] = []
    with client_of(server.url("ok")) as client:
        answer = client.ask(question(), progress=heard.append)
    assert answer.outcome is Outcome.OK
    assert heard == sorted(heard)
    assert heard[-1] == len(json.dumps(GOOD))


def test_a_server_that_does_not_stream_is_read_all_the_same(server: HostileServer) -> None:
    with client_of(server.url("B44")) as client:
        assert client.ask(question(), progress=lambda _: None).outcome is Outcome.OK


def test_threads_can_share_a_client(server: HostileServer) -> None:
    with client_of(server.url("ok")) as client, ThreadPoolExecutor(8) as executor:
        answers = list(executor.map(lambda number: client.ask(question(f"a{number}")), range(40)))
    assert {answer.outcome for answer in answers} == {Outcome.OK}


def test_without_a_key_none_is_sent(server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    ask(server.url("ok"))
    assert not {"authorization", "openai-organization"} & set(server.asked[-1].headers)


# ── dialects ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("route", "requests", "remembered"),
    [
        ("no-schema", 2, "object max_tokens"),
        ("no-format", 2, "words max_tokens"),
        ("no-old-cap", 2, "schema max_completion_tokens swapped"),
        ("no-temperature", 2, "schema max_tokens -temperature"),
    ],
)
def test_a_refused_parameter_is_left_out_and_remembered(
    server: HostileServer, route: str, requests: int, remembered: str
) -> None:
    memory: dict[tuple[str, str], str] = {}
    url = server.url(route)
    dialects = Dialects(
        get=lambda base, model: memory.get((base, model)),
        put=lambda base, model, dialect: memory.update({(base, model): dialect}),
    )
    assert (ask(url, dialects=dialects).outcome, len(memory)) == (Outcome.OK, 1)
    assert list(memory.values()) == [remembered]
    assert ask(url, dialects=dialects).requests == 1
    assert requests == 2


def test_a_schema_that_is_not_enforced_is_shown_to_the_model(server: HostileServer) -> None:
    ask(server.url("no-format"))
    assert "JSON schema" in json.loads(server.asked[-1].body)["messages"][1]["content"]


def test_a_server_that_refuses_streams_is_asked_without(server: HostileServer) -> None:
    with client_of(server.url("no-stream")) as client:
        answer = client.ask(question(), progress=lambda _: None)
    assert (answer.outcome, answer.requests) == (Outcome.OK, 3)


def test_the_new_name_of_the_cap_comes_first_at_openai_alone() -> None:
    assert (first_dialect(openai=True).cap, first_dialect(openai=False).cap) == (Cap.NEW, Cap.OLD)


@given(
    st.builds(
        Dialect,
        form=st.sampled_from(Form),
        cap=st.sampled_from(Cap),
        swapped=st.booleans(),
        dropped=st.frozensets(st.sampled_from(["temperature", "stream"])),
    )
)
def test_a_dialect_is_read_as_it_was_written(dialect: Dialect) -> None:
    assert read_dialect(dialect.written(), Dialect(cap=Cap.OLD)) == dialect


@pytest.mark.parametrize("written", [None, "", "schema", "schema nothing", "x max_tokens"])
def test_a_dialect_that_cannot_be_read_is_the_default(written: str | None) -> None:
    assert read_dialect(written, Dialect(cap=Cap.NEW)) == Dialect(cap=Cap.NEW)


# ── time ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("route", ["drips-headers", "drips-events", "B35", "B36"])
def test_a_question_ends_in_time_whatever_is_dripped(server: HostileServer, route: str) -> None:
    began = time.monotonic()
    answer = ask(server.url(route), call_seconds=0.3)
    assert (answer.outcome, answer.requests) == (Outcome.UNAVAILABLE, 1)
    assert time.monotonic() - began < 0.6


def test_nothing_is_asked_after_the_end_of_the_run(server: HostileServer) -> None:
    before = len(server.asked)
    clock = iter([0.0] * 3 + [99.0] * 99)
    with client_of(server.url("ok"), run_seconds=50, clock=lambda: next(clock)) as client:
        answer = client.ask(question())
    assert (answer.outcome, answer.requests, len(server.asked)) == (Outcome.UNAVAILABLE, 0, before)
    assert "model.run_seconds" in answer.message


def test_the_end_of_the_run_also_ends_a_question(server: HostileServer) -> None:
    began = time.monotonic()
    assert ask(server.url("B36"), run_seconds=0.3).outcome is Outcome.UNAVAILABLE
    assert time.monotonic() - began < 0.6


def test_a_place_in_the_pace_does_not_count_for_the_question(server: HostileServer) -> None:
    waits: list[float] = []
    with client_of(server.url("ok"), requests_per_minute=6, call_seconds=5, sleep=waits.append) as client:
        answers = [client.ask(question()) for _ in range(2)]
    assert [answer.outcome for answer in answers] == [Outcome.OK] * 2
    assert waits == [pytest.approx(10, abs=1)]


# ── slots ─────────────────────────────────────────────────────────────────────


def test_no_more_requests_than_slots_are_under_way_however_many_threads_ask() -> None:
    lock, under_way, most = threading.Lock(), 0, 0

    def counted(_request: dict[str, Any]) -> str:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.05)
        with lock:
            under_way -= 1
        return json.dumps(GOOD)

    with (
        hostile(counted) as slow,
        client_of(slow.url("ok"), concurrency=2) as client,
        ThreadPoolExecutor(6) as executor,
    ):
        answers = list(executor.map(client.ask, [question(str(each)) for each in range(6)]))
    assert [answer.outcome for answer in answers] == [Outcome.OK] * 6
    assert most == 2


def test_a_slot_is_free_while_an_answer_is_read(server: HostileServer) -> None:
    reading, read = threading.Event(), threading.Event()

    def record(call: Any) -> None:
        if call.subject == "first":
            reading.set()
            assert read.wait(5)

    with (
        client_of(server.url("ok"), concurrency=1, record=record) as client,
        ThreadPoolExecutor(1) as executor,
    ):
        first = executor.submit(client.ask, question("first"))
        assert reading.wait(5)
        assert client.ask(question("second")).outcome is Outcome.OK
        assert not first.done()
        read.set()
        assert first.result(5).outcome is Outcome.OK


def test_a_wait_for_a_slot_does_not_count_for_the_question() -> None:
    def slow(_request: dict[str, Any]) -> str:
        time.sleep(0.3)
        return json.dumps(GOOD)

    with (
        hostile(slow) as server,
        client_of(server.url("ok"), concurrency=1, call_seconds=0.8) as client,
        ThreadPoolExecutor(4) as executor,
    ):
        answers = list(executor.map(client.ask, [question(str(each)) for each in range(4)]))
    assert [answer.outcome for answer in answers] == [Outcome.OK] * 4


def test_who_closes_lets_go_of_those_who_wait_for_a_slot(server: HostileServer) -> None:
    before = len(server.asked)
    with (
        client_of(server.url("B36"), concurrency=1, call_seconds=30) as client,
        ThreadPoolExecutor(3) as executor,
    ):
        asked = [executor.submit(client.ask, question(str(each))) for each in range(3)]
        deadline = time.monotonic() + 5
        while len(server.asked) == before and time.monotonic() < deadline:
            time.sleep(0.02)
        client.close()
        answers = [each.result(1) for each in asked]
    assert sum(answer.requests for answer in answers) == len(server.asked) - before == 1


# ── budget and retries ────────────────────────────────────────────────────────


def test_a_question_beyond_the_budget_is_not_sent(server: HostileServer) -> None:
    before = len(server.asked)
    answer = ask(server.url("ok"), max_tokens=100)
    assert (answer.outcome, answer.requests, len(server.asked)) == (Outcome.BUDGET, 0, before)


def test_an_answer_that_broke_off_is_charged_in_full(server: HostileServer) -> None:
    """Nobody knows what the server counted."""
    answer = ask(server.url("B33"))
    assert answer.tokens_out == 3 * question().max_tokens


def test_one_request_is_one_request(server: HostileServer) -> None:
    with client_of(server.url("B06")) as client:
        assert client.ask(question(), requests=1).requests == 1
        assert client.ask(question(), requests=0).requests == 0


def test_the_second_request_says_what_was_wrong(server: HostileServer) -> None:
    ask(server.url("B46"))
    first, second = (json.loads(each.body)["messages"][1]["content"] for each in server.asked[-2:])
    assert second.startswith(first)
    assert "could not be used" in second


@pytest.mark.parametrize(
    ("route", "outcome"),
    [
        ("cut-events", Outcome.UNAVAILABLE),
        ("error-event", Outcome.UNAVAILABLE),
        ("long-events", Outcome.INVALID),
        ("deep", Outcome.UNAVAILABLE),
    ],
)
def test_what_comes_in_pieces_is_judged_alike(server: HostileServer, route: str, outcome: Outcome) -> None:
    with client_of(server.url(route), sleep=lambda _: None) as client:
        assert client.ask(question(), progress=lambda _: None).outcome is outcome


# ── secrets ───────────────────────────────────────────────────────────────────


def test_the_key_is_struck_out_of_what_is_quoted_and_logged(
    server: HostileServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with client_of(server.url("echo"), {"OPENAI_API_KEY": KEY}) as client:
        answer = client.ask(question())
    assert "I got [key], that is '[key]'" in answer.message
    assert "receive_response_headers" in caplog.text
    assert KEY not in caplog.text
    assert "[key]" in caplog.text


def test_no_form_of_a_secret_remains() -> None:
    import base64
    from urllib.parse import quote

    secret = Secret(KEY)
    forms = [KEY, quote(KEY, safe=""), base64.b64encode(KEY.encode()).decode(), KEY.upper()]
    forms += [base64.b64encode(b"x" * each + KEY.encode()).decode() for each in (1, 2, 3)]
    for form in forms:
        assert "[key]" in secret.strike(f"a {form} b"), form
    assert KEY not in repr(secret)


def test_libraries_are_left_as_they_were(server: HostileServer) -> None:
    before = list(logging.getLogger("httpx2").filters)
    with client_of(server.url("ok"), {"OPENAI_API_KEY": KEY}):
        assert logging.getLogger("httpx2").filters != before
    assert logging.getLogger("httpx2").filters == before


# ── configuration ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("settings", "environ", "message"),
    [
        ({}, {}, "OPENAI_API_KEY is not set"),
        ({"local_only": True}, {"OPENAI_API_KEY": KEY}, "model.base_url: api.openai.com is not this machine"),
        ({"local_only": True}, {"OPENAI_BASE_URL": "https://x.example/v1"}, "OPENAI_BASE_URL: x.example"),
        ({"base_url": "http://x.example/v1"}, {"OPENAI_API_KEY": KEY}, "in the clear"),
        ({"base_url": "ftp://x.example"}, {}, "model.base_url: is no http"),
        ({"base_url": "https://u:p@x.example/v1"}, {}, "must not carry"),
        ({"base_url": "https://x.example/v1?key=1"}, {}, "must not carry"),
        ({"base_url": "https://"}, {}, "is no http"),
        ({"base_url": "https://x.example/v1"}, {}, "model.price_in and model.price_out"),
        ({"name": "gpt-6-astra"}, {"OPENAI_API_KEY": KEY}, "model.price_in and model.price_out"),
        ({}, {"OPENAI_API_KEY": "two words"}, "characters that no key has"),
        ({"api_key_file": Path("/nowhere/key")}, {}, "model.api_key_file: /nowhere/key"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_once(
    settings: dict[str, Any], environ: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        open_client(ModelSettings(**settings), Surroundings(environ=environ))
    assert message in str(raised.value)
    assert KEY not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "[::1]", "localhost", "gpu.example"])
def test_local_only_allows_this_machine_and_what_is_named(host: str) -> None:
    settings = ModelSettings(base_url=f"http://{host}:8080/v1", local_only=True, allow_hosts=("gpu.example",))
    assert find_endpoint(settings, {}).local


def test_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from-file\n")
    settings = ModelSettings(base_url="http://localhost:1/v1", api_key_file=tmp_path / "key")
    key = find_endpoint(settings, {}).key
    assert key is not None
    assert key.reveal() == "from-file"
    found = find_endpoint(settings, {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://localhost:2/v1/"})
    assert found.key is not None
    assert (found.key.reveal(), found.base_url) == (KEY, "http://localhost:2/v1")


def test_a_model_is_configured_by_a_key_or_an_address() -> None:
    assert not configured(ModelSettings(), {})
    assert not configured(ModelSettings(), {"OPENAI_API_KEY": " "})
    assert configured(ModelSettings(), {"OPENAI_API_KEY": KEY})
    assert configured(ModelSettings(), {"OPENAI_BASE_URL": "http://localhost/v1"})
    assert configured(ModelSettings(base_url="http://localhost/v1"), {})


def test_the_key_file_is_found_from_the_configurations_folder(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text('engine = "openai"\n[model]\napi_key_file = "key"\n')
    assert load_settings(tmp_path / "briefing.toml").model.api_key_file == tmp_path / "key"


def test_the_sdk_is_loaded_only_for_a_client() -> None:
    code = "import sys, briefing.summarize.model.client; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ── reading ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        "[" * 100_000,
        '{"a": ' + "1" * 5000 + "}",
        "",
        "{'a': 1}",
        '{"a": 1} x',
    ],
)
def test_what_is_not_strictly_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ('Sure {as asked}: {"a": {"b": 1}} Bye', {"a": {"b": 1}}),
        ('<think>{"a": 0}</think>{"a": 1}', {"a": 1}),
        ('{"a": "\\ud800x\\u0000"}', {"a": "\ufffdx"}),
    ],
)
def test_one_object_is_found_in_what_surrounds_it(text: str, found: object) -> None:
    assert read_json_within(text) == found


@pytest.mark.parametrize(
    "text", ["", "no", '{"a": 1} {"b": 2}', '[{"a": 1}, {"a": 2}]', 'x {"a": 1, "a": 2}']
)
def test_none_and_two_objects_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json_within(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=4),
        lambda each: (
            st.lists(each)
            | st.dictionaries(
                st.sampled_from(["choices", "message", "content", "delta", "usage", "error"]), each
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_is_decoded_is_a_completion_or_a_broken_reply(read: object) -> None:
    completion = None
    with suppress(BrokenReplyError):
        completion = completion_of(read)
    assert completion is None or isinstance(read, dict)
    assert completion is None or isinstance(completion.text, str | None)


@given(st.lists(st.text(max_size=8), min_size=1), st.integers(1, 50))
def test_a_stream_is_the_same_however_it_is_cut(pieces: list[str], size: int) -> None:
    body = events(pieces).partition(b"\r\n\r\n")[2]
    stream = EventStream()
    for start in range(0, len(body), size):
        stream.hear(body[start : start + size])
    heard = completion_of(stream.body()).text or ""
    assert heard == "".join(pieces).replace("\0", "")


def test_a_schema_for_strict_mode_is_closed_and_plain() -> None:
    schema = strict_schema(Wishes)
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["gist", "wishes"]
    wish = schema["properties"]["wishes"]["items"]
    assert wish["properties"]["polarity"]["enum"] == ["positive", "negative"]
    assert not {"$ref", "$defs", "title", "default"} & set(json.dumps(schema).split('"'))


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_who_closes_lets_go_of_a_server_that_says_nothing(scheme: str) -> None:
    """Also in the middle of a handshake, which no other thread can reach."""
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/v1"
        with ThreadPoolExecutor(1) as executor, client_of(url, call_seconds=30) as client:
            asked = executor.submit(client.ask, question())
            with silent.accept()[0] as reached:
                reached.recv(1)
                client.close()
                answer = asked.result(1)
    assert (answer.outcome, answer.requests) == (Outcome.UNAVAILABLE, 1)
    assert client.ask(question()).message == "the run was stopped"


def test_a_server_that_is_not_reached_in_time_costs_nothing_and_its_address_is_named() -> None:
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with client_of(f"https://127.0.0.1:{silent.getsockname()[1]}/v1", call_seconds=0.3) as client:
            answer = client.ask(question())
    assert "cannot be reached; check model.base_url" in answer.message
    assert client.budget.tokens == 0


def test_who_closes_ends_the_waits(server: HostileServer) -> None:
    with ThreadPoolExecutor(1) as executor, client_of(server.url("ok"), requests_per_minute=1) as client:
        client.ask(question())
        asked = executor.submit(client.ask, question("a2"))
        client.close()
        assert asked.result(1).requests == 0


def test_no_thread_is_left_behind(server: HostileServer) -> None:
    before = threading.active_count()
    for _ in range(3):
        ask(server.url("B36"), call_seconds=0.1)
    deadline = time.monotonic() + 2
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert threading.active_count() <= before
