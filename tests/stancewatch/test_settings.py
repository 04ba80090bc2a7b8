from pathlib import Path

import pytest

from stancewatch.errors import ConfigurationError
from stancewatch.settings import OTHER_VARIABLES, read_settings, setting_names, variable

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "configuration.md"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name, _ in setting_names():
        monkeypatch.delenv(variable(name), raising=False)


def write(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_command_line_wins_over_variable_over_file_over_default(tmp_path, monkeypatch):
    file = write(tmp_path, 'transport = "kafka"\n[ingest]\nfeeds = ["https://a.example/"]\n[sink]\nformat = "json"\n')
    monkeypatch.setenv("STANCEWATCH_INGEST__FEEDS", "https://b.example/, https://c.example/")
    monkeypatch.setenv("STANCEWATCH_SINK__FORMAT", "json")

    settings, _ = read_settings({"sink": {"format": "text"}, "data_folder": None}, file=file)

    assert settings.transport == "kafka"
    assert settings.ingest.feeds == ("https://b.example/", "https://c.example/")
    assert settings.sink.format == "text"
    assert settings.data_folder == Path("data")


def test_file_in_the_working_folder_is_read(tmp_path):
    (tmp_path / "stancewatch.toml").write_text('data_folder = "elsewhere"', encoding="utf-8")

    assert read_settings({})[0].data_folder == Path("elsewhere")


def test_unknown_key_in_the_file_is_an_error_with_a_suggestion(tmp_path):
    with pytest.raises(ConfigurationError, match=r"unknown key ingest.feed; did you mean ingest.feeds\?"):
        read_settings({}, file=write(tmp_path, '[ingest]\nfeed = "https://a.example/"'))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("transport = ", "not valid TOML"),
        ('transport = "carrier pigeon"', "setting transport: it should be 'local' or 'kafka'"),
        ("[telemetry]\nport = 99999999", "setting telemetry.port"),
    ],
)
def test_wrong_file_is_an_error_that_names_the_place(tmp_path, text, said):
    with pytest.raises(ConfigurationError, match=said):
        read_settings({}, file=write(tmp_path, text))


def test_missing_file_is_an_error(tmp_path):
    with pytest.raises(ConfigurationError, match="No such file"):
        read_settings({}, file=tmp_path / "absent.toml")


def test_unknown_variable_is_a_warning_with_a_suggestion(monkeypatch):
    monkeypatch.setenv("STANCEWATCH_TRANSPRT", "kafka")

    _, warnings = read_settings({})

    assert warnings == (
        "variable STANCEWATCH_TRANSPRT is not known and has no effect; did you mean STANCEWATCH_TRANSPORT?",
    )


def test_name_without_its_section_is_recognised(tmp_path, monkeypatch):
    monkeypatch.setenv("STANCEWATCH_FEEDS", "https://a.example/")

    _, (warning,) = read_settings({})

    assert warning.endswith("did you mean STANCEWATCH_INGEST__FEEDS?")
    with pytest.raises(ConfigurationError, match=r"unknown key feeds; did you mean ingest.feeds\?"):
        read_settings({}, file=write(tmp_path, 'feeds = "https://a.example/"'))


def test_value_in_place_of_a_table_is_said_to_be_one(tmp_path):
    with pytest.raises(ConfigurationError, match=r"kafka is a table; write \[kafka\], and its keys below it"):
        read_settings({}, file=write(tmp_path, 'kafka = "broker:9092"'))


def test_wrong_value_in_a_list_is_told_under_the_name_of_its_setting(tmp_path):
    with pytest.raises(ConfigurationError, match=r"^setting ingest.feeds: .*; set it in STANCEWATCH_INGEST__FEEDS, or"):
        read_settings({}, file=write(tmp_path, "[ingest]\nfeeds = [3]"))


def test_wrong_option_is_said_to_be_one(tmp_path):
    file = write(tmp_path, "[telemetry]\nport = 9101")

    with pytest.raises(
        ConfigurationError,
        match=r"^setting telemetry.port: it should be less.*; correct its option on the command line$",
    ):
        read_settings({"telemetry": {"port": 99999, "host": None}}, file=file)


@pytest.mark.parametrize("name", sorted(OTHER_VARIABLES - {"STANCEWATCH_CONFIG"}))
def test_variables_of_tests_and_compose_are_known(monkeypatch, name):
    monkeypatch.setenv(name, "1")

    assert read_settings({})[1] == ()


def test_variable_that_cannot_be_read_is_named_without_its_value(monkeypatch):
    monkeypatch.setenv("STANCEWATCH_KAFKA__SESSION_TIMEOUT_SECONDS", "hunter2")

    with pytest.raises(ConfigurationError, match="STANCEWATCH_KAFKA__SESSION_TIMEOUT_SECONDS") as raised:
        read_settings({})

    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("servers", ["broker", "broker-1:9092, broker-2:9093", "[::1]:9092", "SSL://10.0.0.1:9092"])
def test_brokers_are_hosts_with_ports(monkeypatch, servers):
    monkeypatch.setenv("STANCEWATCH_KAFKA__BOOTSTRAP_SERVERS", servers)

    assert read_settings({})[0].kafka.bootstrap_servers == servers


@pytest.mark.parametrize(
    "servers",
    ["", "broker:port", "broker:99999", "broker:0", ":9092", "broker:9092,", "broker:9092/path", "a@b:1", "::1"],
)
def test_a_broker_that_can_never_be_reached_is_an_error(monkeypatch, servers):
    monkeypatch.setenv("STANCEWATCH_KAFKA__BOOTSTRAP_SERVERS", servers)

    with pytest.raises(
        ConfigurationError, match=r"^setting kafka.bootstrap_servers: one of them is no host:port; write"
    ):
        read_settings({})


def test_secret_is_never_printed(monkeypatch):
    monkeypatch.setenv("STANCEWATCH_KAFKA__SASL_PASSWORD", "hunter2")

    settings, _ = read_settings({})

    assert settings.kafka.sasl_password is not None
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_every_setting_is_documented():
    text = DOCUMENTATION.read_text(encoding="utf-8")

    missing = [name for name, _ in setting_names() if f"`{name}`" not in text or f"`{variable(name)}`" not in text]

    assert missing == []


def test_every_documented_setting_exists():
    text = DOCUMENTATION.read_text(encoding="utf-8")
    documented = [
        line.split("`")[1] for line in text.splitlines() if line.startswith("| `") and "`STANCEWATCH_" in line
    ]

    assert sorted(documented) == sorted(name for name, _ in setting_names())
