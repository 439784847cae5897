"""Settings are read once; a bad one gives one sentence that names the variable and what to change."""

import os

import pytest

from service.container import cores
from service.settings import InvalidSettings, read_settings, unknown_variables
from tests.cli.conftest import run_copydesk


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("COPYDESK_"):
            monkeypatch.delenv(name)


def test_the_defaults_need_no_environment() -> None:
    """A broker on this machine, the contract's topics, a worker for each usable core."""
    settings = read_settings()
    assert settings.topics == ("articles.raw.v1", "articles.enriched.v1", "articles.dead-letter.v1")
    assert settings.workers == cores()


def test_the_environment_sets_and_the_command_line_overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    """An override that was not given changes nothing, and an empty variable is none."""
    monkeypatch.setenv("COPYDESK_GROUP", "from-environment")
    monkeypatch.setenv("COPYDESK_WORKERS", "3")
    monkeypatch.setenv("COPYDESK_COMPRESSION", "")
    settings = read_settings(workers=5, group=None)
    assert (settings.group, settings.workers, settings.compression) == ("from-environment", 5, "zstd")


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("COPYDESK_WORKERS", "none", "valid integer"),
        ("COPYDESK_WORKERS", "0", "greater than or equal to 1"),
        ("COPYDESK_RAW_TOPIC", "no spaces please", "should match"),
        ("COPYDESK_HTTP_ADDRESS", "8080", "host:port"),
        ("COPYDESK_HTTP_ADDRESS", "0.0.0.0:99999", "host:port"),
        ("COPYDESK_BOOTSTRAP_SERVERS", "kafka:notaport", "host:port"),
        ("COPYDESK_BOOTSTRAP_SERVERS", "http://kafka:9092", "host:port"),
        ("COPYDESK_BOOTSTRAP_SERVERS", "kafka-1:9092,kafka-2", "host:port"),
        ("COPYDESK_RAW_CONTENT_TYPE", "application/pdf", "one of application/json, text/html"),
        ("COPYDESK_COMPRESSION", "rar", "'none', 'gzip', 'snappy', 'lz4' or 'zstd'"),
        ("COPYDESK_OUTPUT_KEY", "author", "'raw' or 'article'"),
        ("COPYDESK_SECURITY_PROTOCOL", "TLS", "'PLAINTEXT', 'SSL', 'SASL_PLAINTEXT' or 'SASL_SSL'"),
        ("COPYDESK_SASL_MECHANISM", "OAUTHBEARER", "'PLAIN', 'SCRAM-SHA-256' or 'SCRAM-SHA-512'"),
        ("COPYDESK_TLS_STRICT", "perhaps", "valid boolean"),
        ("COPYDESK_LANGUAGE_TOPICS", "de", "must be TAG=TOPIC, several separated by commas, for example de="),
        ("COPYDESK_LANGUAGE_TOPICS", '{"de": "german"}', "must be TAG=TOPIC"),
        ("COPYDESK_LANGUAGE_TOPICS", "de=german,", "must be TAG=TOPIC"),
        ("COPYDESK_LANGUAGE_TOPICS", "d=german", "'d' is no language tag: write one such as de, nb or zh-Hant"),
        ("COPYDESK_LANGUAGE_TOPICS", "zh_Hant=german", "'zh_Hant' is no language tag"),
        ("COPYDESK_LANGUAGE_TOPICS", "*=german", "'*' is no language tag"),
        ("COPYDESK_LANGUAGE_TOPICS", "de= ,nb=n", "de has no topic: write its name behind the =, or leave de out"),
        ("COPYDESK_LANGUAGE_TOPICS", "de=über", "'über' of de is no topic's name: it has letters, digits"),
        ("COPYDESK_LANGUAGE_TOPICS", f"de={'t' * 250}", "249 at most"),
        ("COPYDESK_LANGUAGE_TOPICS", "de=a=b", "'a=b' of de is no topic's name"),
        ("COPYDESK_LANGUAGE_TOPICS", "zh-Hant=a,ZH-HANT=b", "ZH-HANT stands there twice: leave one out"),
    ],
)
def test_a_bad_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str) -> None:
    """One line: the variable, what is wrong, what was given."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(InvalidSettings) as invalid:
        read_settings()
    sentence = str(invalid.value)
    assert sentence.startswith(f"{variable} cannot be used: ")
    assert words in sentence
    assert repr(value) in sentence
    assert "\n" not in sentence


def test_all_bad_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence each on one line, so that nobody has to mend and start again for each."""
    for name, value in {"WORKERS": "zero", "DELIVERY": "once", "SASL_PASSWORD_FILE": "", "LOG_LEVEL": "loud"}.items():
        monkeypatch.setenv(f"COPYDESK_{name}", value)
    with pytest.raises(InvalidSettings) as invalid:
        read_settings()
    assert str(invalid.value) == (
        "COPYDESK_WORKERS cannot be used: Input should be a valid integer, unable to parse string as an integer "
        "(given: 'zero'). "
        "COPYDESK_DELIVERY cannot be used: Input should be 'exactly-once' or 'at-least-once' (given: 'once'). "
        "COPYDESK_LOG_LEVEL cannot be used: Input should be 'debug', 'info', 'warning' or 'error' (given: 'loud')"
    )


def test_the_topics_must_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records on the raw topic would be read as articles, for ever."""
    monkeypatch.setenv("COPYDESK_ENRICHED_TOPIC", "articles.raw.v1")
    with pytest.raises(InvalidSettings, match="three different topics"):
        read_settings()


@pytest.mark.parametrize(
    ("topic", "what"), [("articles.raw.v1", "the raw topic"), ("articles.dead-letter.v1", "the dead-letter topic")]
)
def test_no_language_goes_to_the_raw_or_the_dead_letter_topic(
    monkeypatch: pytest.MonkeyPatch, topic: str, what: str
) -> None:
    """One sentence names the variable, the tag and the topic, and what to do."""
    monkeypatch.setenv("COPYDESK_LANGUAGE_TOPICS", f"nb=norwegian,de={topic}")
    with pytest.raises(InvalidSettings) as invalid:
        read_settings()
    assert str(invalid.value) == (
        f"the settings cannot be used: COPYDESK_LANGUAGE_TOPICS sends de to {topic}, which is {what}: name another"
    )


def test_the_map_of_languages_names_topics_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags may share a topic, also the default one, which then is still one topic; white space does not matter."""
    monkeypatch.setenv("COPYDESK_LANGUAGE_TOPICS", "nb = norwegian,\n nn=norwegian,de=articles.enriched.v1")
    settings = read_settings()
    assert settings.record_topics.all == ("articles.enriched.v1", "norwegian")
    assert settings.topics == ("articles.raw.v1", "articles.enriched.v1", "norwegian", "articles.dead-letter.v1")


def test_a_misspelt_variable_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the setting it may have meant; what Kubernetes sets for a service of our name means none."""
    monkeypatch.setenv("COPYDESK_WOKERS", "3")
    monkeypatch.setenv("COPYDESK_SERVICE_HOST", "10.0.0.1")
    assert unknown_variables() == {"COPYDESK_SERVICE_HOST": None, "COPYDESK_WOKERS": "COPYDESK_WORKERS"}


def test_an_ipv6_address_can_be_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the brackets that it is written in."""
    monkeypatch.setenv("COPYDESK_HTTP_ADDRESS", "[::1]:8080")
    assert read_settings().http_host_and_port == ("::1", 8080)


SASL = {"SECURITY_PROTOCOL": "SASL_SSL", "SASL_MECHANISM": "PLAIN", "SASL_USERNAME": "me", "SASL_PASSWORD": "4711"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (SASL | {"SECURITY_PROTOCOL": "SSL"}, "COPYDESK_SASL_MECHANISM is set, and COPYDESK_SECURITY_PROTOCOL is SSL"),
        (
            {"SASL_PASSWORD_FILE": "/p"},
            "COPYDESK_SASL_PASSWORD_FILE is set, and COPYDESK_SECURITY_PROTOCOL is PL",
        ),
        (
            {"TLS_CA_FILE": "/ca"},
            "COPYDESK_TLS_CA_FILE is set, and COPYDESK_SECURITY_PROTOCOL is PLAINTEXT: set",
        ),
        (
            SASL | {"SECURITY_PROTOCOL": "SASL_PLAINTEXT", "TLS_KEY_FILE": "/key"},
            "COPYDESK_TLS_KEY_FILE is set, and COPYDESK_SECURITY_PROTOCOL is SASL_PLAINTEXT",
        ),
        (SASL | {"SASL_MECHANISM": ""}, "is SASL_SSL, which needs COPYDESK_SASL_MECHANISM (PLAIN, SCRAM-SHA-256 or"),
        (SASL | {"SASL_USERNAME": ""}, "which needs COPYDESK_SASL_USERNAME too"),
        (SASL | {"SASL_PASSWORD": ""}, "which needs COPYDESK_SASL_PASSWORD or COPYDESK_SASL_PASSWORD_FILE too"),
        (SASL | {"SASL_PASSWORD_FILE": "/p"}, "COPYDESK_SASL_PASSWORD and COPYDESK_SASL_PASSWORD_FILE are both set"),
        (
            {"SECURITY_PROTOCOL": "SSL", "TLS_KEY_FILE": "/key"},
            "COPYDESK_TLS_KEY_FILE is set without COPYDESK_TLS_CERTIFICATE_FILE",
        ),
        (
            {"SECURITY_PROTOCOL": "SSL", "TLS_KEY_PASSWORD": "4711"},
            "COPYDESK_TLS_KEY_PASSWORD is set without COPYDESK_TLS_CERTIFICATE_FILE",
        ),
    ],
)
def test_settings_of_security_belong_together(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], sentence: str
) -> None:
    """One sentence names the variables; none has a password in it."""
    for name, value in given.items():
        monkeypatch.setenv(f"COPYDESK_{name}", value)
    with pytest.raises(InvalidSettings) as invalid:
        read_settings()
    assert sentence in str(invalid.value)
    assert "4711" not in f"{invalid.value} {invalid.value.__cause__}"


@pytest.mark.parametrize("spelt", ["SASL_SSL", "sasl-ssl", " Sasl_Ssl "])
def test_protocol_and_mechanism_are_spelt_as_in_kafka_or_nearly(monkeypatch: pytest.MonkeyPatch, spelt: str) -> None:
    """Case, dashes and underscores do not matter."""
    for name, value in (SASL | {"SECURITY_PROTOCOL": spelt, "SASL_MECHANISM": "scram_sha-512"}).items():
        monkeypatch.setenv(f"COPYDESK_{name}", value)
    settings = read_settings()
    assert (settings.security_protocol, settings.sasl_mechanism) == ("SASL_SSL", "SCRAM-SHA-512")


def test_a_password_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by `copydesk settings` nor by Python."""
    for name, value in SASL.items():
        monkeypatch.setenv(f"COPYDESK_{name}", value)
    settings = read_settings()
    shown = run_copydesk(
        "settings", settings={f"COPYDESK_{name}": value for name, value in SASL.items()}
    ).stdout.decode()
    assert "COPYDESK_SASL_PASSWORD" in shown
    assert "****" in shown
    assert "4711" not in f"{settings} {settings!r} {shown}"
