"""Every setting: from the command line, else a STANCEWATCH_ variable, else the TOML file, else the default.

Read once in cli.py and passed down as plain values. The only module that looks at the environment. `stancewatch.toml`
in the working folder is read when it is there; STANCEWATCH_CONFIG or `--config` names another file.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from stancewatch.errors import ConfigurationError, in_plain_words
from stancewatch.files import is_file

PREFIX = "STANCEWATCH_"
DEFAULT_FILE = Path("stancewatch.toml")
OTHER_VARIABLES = frozenset(
    {
        "STANCEWATCH_CONFIG",
        "STANCEWATCH_SEEDS",  # docker-compose.yml: the folder that is mounted as seeds
        "STANCEWATCH_PROMETHEUS_PORT",  # docker-compose.yml: where Prometheus is published
        "STANCEWATCH_STAND_INS",  # tests: makes stand-ins of images that cannot be pulled
        "STANCEWATCH_TEST_EVAL",  # tests: the evaluation sets that may not enter the project
        "STANCEWATCH_TEST_KAFKA",  # tests: a running broker instead of their own
        "STANCEWATCH_TEST_FEEDS",  # tests: a day of feeds that may not enter the project
        "STANCEWATCH_TEST_TRAIN",  # tests: labelled texts that may not enter the project
        "STANCEWATCH_TEST_UD",  # tests: the treebanks that the parser is measured on
    }
)
"""Variables with the prefix that are no settings, and so no mistakes."""


def _split(value: object) -> object:
    return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value


def _check_brokers(value: str) -> str:
    for part in value.split(","):
        if not _is_broker(part.strip()):
            raise ValueError("one of them is no host:port; write them as broker-1:9092,broker-2:9092")
    return value


def _is_broker(address: str) -> bool:
    try:
        parts = urlsplit(f"//{address.rpartition('://')[2]}")  # clients take SSL:// before it, and pass over it
        has_port = parts.port != 0
    except ValueError:
        return False
    return has_port and parts.hostname is not None and not {*parts.netloc} & {*"@ "} and not any(parts[2:])


class Section(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Kafka(Section):
    """How to reach Kafka. Unused on the local transport."""

    bootstrap_servers: Annotated[str, AfterValidator(_check_brokers)] = Field(
        "localhost:9092", description="brokers to begin with, host:port, separated by commas"
    )
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="as Kafka names them"
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = Field(
        None, description="how to sign in, with the SASL protocols"
    )
    sasl_username: str | None = Field(None, description="who signs in")
    sasl_password: SecretStr | None = Field(None, description="the password; never printed")
    ssl_cafile: Path | None = Field(None, description="certificates to trust, PEM; none: the system's")
    session_timeout_seconds: float = Field(
        30.0, ge=6, le=300, description="silence after which a worker has left its group"
    )


class Ingest(Section):
    """Where articles come from."""

    seeds_folder: Path = Field(Path("seeds"), description="folder of seed documents, looked into again and again")
    seeds_interval_seconds: float = Field(5.0, gt=0, description="time between two looks into the seeds folder")
    feeds: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = Field(
        (), description="addresses of RSS or Atom feeds; in a variable separated by blanks or commas"
    )
    feed_interval_seconds: float = Field(600.0, ge=1, description="time between two fetches of a feed")


class Sink(Section):
    """Where alerts go."""

    format: Literal["text", "json"] = Field("text", description="what the log sink prints: a readable line, or JSON")


class Telemetry(Section):
    """What a worker tells about itself."""

    host: str = Field("127.0.0.1", min_length=1, description="address that /metrics, /healthz and /readyz listen on")
    port: int | None = Field(
        None,
        ge=0,
        le=65535,
        description="its port; none: 9101 ingest and run, 9102 process, 9103 sink; 0: no server",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="least level that is logged")
    log_format: Literal["auto", "console", "json"] = Field(
        "auto", description="auto: console on a terminal, JSON otherwise"
    )


class Settings(BaseSettings):
    """All settings, validated and frozen."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    transport: Literal["local", "kafka"] = Field("local", description="what carries the records between the workers")
    data_folder: Path = Field(Path("data"), description="folder of the local transport's log and of the sink's files")
    desk: Path | None = Field(
        None, description="another desk: the id of a bundled one, or a folder; none: ukraine-peace-talks"
    )
    kafka: Kafka = Kafka()
    ingest: Ingest = Ingest()
    sink: Sink = Sink()
    telemetry: Telemetry = Telemetry()


def read_settings(overrides: Mapping[str, Any], *, file: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings, and warnings for the user.

    `overrides` is shaped like the file and wins over everything; its values that are None do not count. Raises
    ConfigurationError for a file that cannot be read, an unknown key in it, or a value that does not fit.
    """
    path = file or _default_file()
    from_file = _read_file(path) if path else {}

    class Sourced(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env: it would win unseen
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return init_settings, env_settings, InitSettingsSource(settings_cls, from_file)

    try:
        settings = Sourced(**_without_none(overrides))
    except (ValidationError, SettingsError) as error:
        raise ConfigurationError(_explain(error, path, _without_none(overrides))) from None
    return settings, tuple(_unknown_variables())


def is_colour_refused() -> bool:
    """Return whether the user wants no colours from any program: https://no-color.org."""
    return bool(os.environ.get("NO_COLOR"))


def setting_names(section: type[BaseModel] = Settings, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield every setting as its dotted name in the file, with its field."""
    for name, field in section.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from setting_names(field.annotation, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", field


def variable(name: str) -> str:
    """Return the variable of a setting: "kafka.bootstrap_servers" → STANCEWATCH_KAFKA__BOOTSTRAP_SERVERS."""
    return PREFIX + name.replace(".", "__").upper()


def _default_file() -> Path | None:
    named = os.environ.get("STANCEWATCH_CONFIG")
    if named:
        return Path(named)
    return DEFAULT_FILE if is_file(DEFAULT_FILE) else None


def _read_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"settings file {path}: cannot be read ({error.strerror}); check its name and rights"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"settings file {path}: not valid TOML ({error}); see docs/configuration.md") from None
    known = [name for name, _ in setting_names()]
    for name in _flat_names(values):
        if any(other.startswith(f"{name}.") for other in known):
            raise ConfigurationError(f"settings file {path}: {name} is a table; write [{name}], and its keys below it")
        if name not in known:
            raise ConfigurationError(f"settings file {path}: unknown key {name}{_suggestion(name, known)}")
    return values


def _flat_names(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat_names(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    cleaned = {name: _without_none(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    return {name: value for name, value in cleaned.items() if value is not None}


def _unknown_variables() -> Iterator[str]:
    known = [variable(name) for name, _ in setting_names()]
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known and name not in OTHER_VARIABLES:
            yield f"variable {name} is not known and has no effect{_suggestion(name, known)}"


def _suggestion(name: str, known: list[str]) -> str:
    """Return what may have been meant: first of all the same name in its section, which is easily left out."""
    bare = name.removeprefix(PREFIX)
    in_section = [other for other in known if other.endswith((f"__{bare}", f".{bare}"))]
    close = in_section or difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    return f"; did you mean {close[0]}?" if close else "; docs/configuration.md lists all"


def _explain(error: Exception, path: Path | None, given: Mapping[str, Any]) -> str:
    """Name the setting and what is wrong with it, never its value: it may be a secret."""
    if not isinstance(error, ValidationError):
        return f"a {PREFIX} variable cannot be read: {error}"
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    name = ".".join(part for part in first["loc"] if isinstance(part, str))  # less the place in a list
    what = in_plain_words(first["msg"])
    if name in _flat_names(given):
        return f"setting {name}: {what}; correct its option on the command line"
    where = f", or in {path}" if path else ""
    return f"setting {name}: {what}; set it in {variable(name)}{where}"
