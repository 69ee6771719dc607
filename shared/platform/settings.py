"""Settings: `HOTLINE_…` environment variables, each with its meaning and default.

`Settings` are those that every process shares. A service's own are in its `settings.py` (`ServiceSettings`).
"""

from enum import StrEnum
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.support.logs import LogFormat, LogLevel

ROOT = Path(__file__).resolve().parents[2]


class Profile(StrEnum):
    """What the process runs for."""

    DEMO = "demo"  # a demo directory, printed sign-ins, speed allowed
    PRODUCTION = "production"  # no demo data


ENVIRONMENT = SettingsConfigDict(env_prefix="HOTLINE_", extra="ignore", frozen=True)


class Settings(BaseSettings):
    """The settings of every process. Unknown `HOTLINE_` variables are ignored; with wrong values it does not start."""

    model_config = ENVIRONMENT

    profile: Profile = Field(default=Profile.DEMO, description="demo or production")
    host: str = Field(default="127.0.0.1", description="address to listen on")
    demo_public: bool = Field(
        default=False, description="yes: the demo may listen beyond this host; its sign-ins are for everybody"
    )
    port: int = Field(default=8080, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    connections: int = Field(
        default=1000,
        ge=8,
        description="connections a process takes at a time, at most half of them streams of pages; "
        "fewer if descriptors are few",
    )
    connections_per_address: int = Field(
        default=500,
        ge=1,
        description="connections of one address, streams of pages not counted; behind a proxy all are of one",
    )
    data_dir: Path = Field(default=Path("data"), description="folder of the embedded databases, keys and demo sign-ins")
    clock_speed: float = Field(default=1.0, gt=0, le=3600, description="hotline seconds in a real one; demo only")
    database_url: str | None = Field(default=None, description="PostgreSQL; without it SQLite files in the data folder")
    kafka_bootstrap: str | None = Field(
        default=None, description="Kafka brokers; without it one process carries its events"
    )
    drain_rate: float = Field(
        default=2000.0, gt=0, description="events a second, of those that waited for Kafka for more than ten seconds"
    )
    free_space_floor: int = Field(
        default=64, ge=0, description="MB free beside the data, below which new reports are refused; 0: never"
    )
    key_file: Path | None = Field(default=None, description="wrapping keys; default $DATA_DIR/hotline.key")
    erasures_file: Path | None = Field(
        default=None,
        description="list of erased cases, for restored back-ups; default: the key file's path with .erased",
    )
    policy_dir: Path = Field(default=ROOT / "deploy" / "policy", description="ladders, windows and limits, as TOML")
    calendar_file: Path = Field(
        default=ROOT / "deploy" / "calendar" / "overrides.toml",
        description="working days that the calendar does not know",
    )
    directory_dir: Path = Field(
        default=ROOT / "deploy" / "demo", description="what the demo profile imports on first start"
    )
    failures_a_minute: int = Field(
        default=60, ge=0, description="answers 401 and 403 to an address or a token before they are 429; 0: no limit"
    )
    trusted_proxies: str = Field(
        default="", description="addresses or networks of proxies whose X-Forwarded-For counts, with commas"
    )
    docs: bool | None = Field(
        default=None, description="serve /docs and /openapi.json to everybody; default in the demo only"
    )
    metrics_token: str | None = Field(
        default=None, min_length=16, description="bearer token for /metrics; without one only the demo answers"
    )
    log_level: LogLevel = Field(default=LogLevel.INFO, description="DEBUG, INFO, WARNING or ERROR")
    log_format: LogFormat = Field(default=LogFormat.AUTO, description="auto (console at a terminal), json or console")

    @field_validator("database_url")
    @classmethod
    def _of_postgresql(cls, url: str | None) -> str | None:
        """The address with the scheme that every driver knows. The message does not repeat it: it has a password."""
        if url is None:
            return None
        scheme, _, rest = url.partition("://")
        if scheme not in ("postgresql", "postgres") or not _has_sound_port(f"postgresql://{rest}"):
            raise ValueError("must be the address of a PostgreSQL database: postgresql://USER:PASSWORD@HOST:PORT/NAME")
        return f"postgresql://{rest}"

    @field_validator("kafka_bootstrap")
    @classmethod
    def _of_brokers(cls, given: str | None) -> str | None:
        if given is not None and not all(_is_address(broker.strip()) for broker in given.split(",")):
            raise ValueError("must be the addresses of Kafka brokers: HOST:PORT, several with commas")
        return given

    @model_validator(mode="after")
    def _allowed_together(self) -> "Settings":
        if self.clock_speed != 1.0 and self.profile is not Profile.DEMO:
            raise ValueError("HOTLINE_CLOCK_SPEED is for the demo profile only")
        if self.profile is Profile.DEMO and not self.demo_public and not _is_loopback(self.host):
            raise ValueError(
                f"HOTLINE_HOST is {self.host}, but a demo listens on this host only: set HOTLINE_PROFILE=production, "
                "or HOTLINE_DEMO_PUBLIC=yes to let others reach it"
            )
        if "calendar_file" in self.model_fields_set and not self.calendar_file.exists():
            raise ValueError(f"HOTLINE_CALENDAR_FILE: there is no file {self.calendar_file}")
        if self.kafka_bootstrap and not self.database_url:
            raise ValueError("HOTLINE_KAFKA_BOOTSTRAP needs HOTLINE_DATABASE_URL: Kafka goes with PostgreSQL only")
        return self

    @field_validator("data_dir", "key_file", "policy_dir", "calendar_file", "directory_dir", mode="before")
    @classmethod
    def _named(cls, given: object) -> object:
        """An empty path would be the folder in which the process happens to start."""
        if given == "":
            raise ValueError("is set but empty; unset it for the default")
        return given

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, given: str) -> str:
        for part in filter(None, (each.strip() for each in given.split(","))):
            ip_network(part)  # raises `ValueError`
        return given

    @property
    def documented(self) -> bool:
        """True if `/docs` and `/openapi.json` are served."""
        return self.profile is Profile.DEMO if self.docs is None else self.docs

    @property
    def keys(self) -> Path:
        """The path of the key file."""
        return self.key_file or self.data_dir / "hotline.key"

    @property
    def erasures(self) -> Path:
        """The path of the list of erased cases."""
        return self.erasures_file or self.keys.with_name(f"{self.keys.name}.erased")


def _is_loopback(host: str) -> bool:
    """True for an address that only this host reaches; other names are not looked up, so they count as reachable."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_address(text: str) -> bool:
    """True for HOST or HOST:PORT."""
    return _has_sound_port(f"//{text}") and bool(urlsplit(f"//{text}").hostname)


def _has_sound_port(address: str) -> bool:
    """True if the address has a port that exists, or none."""
    try:
        return urlsplit(address).port != 0
    except ValueError:  # no number, too large, or an unclosed bracket
        return False


class ServiceSettings(BaseSettings):
    """A service's own settings: the same prefix, defaults by the same profile."""

    model_config = ENVIRONMENT

    profile: Profile = Profile.DEMO


OwnSettings = TypeVar("OwnSettings", bound=ServiceSettings)


def setting_errors(error: ValidationError) -> list[str]:
    """One line for each wrong setting: the variable and what it must be, without the value, which may be a secret."""
    lines = []
    for one in error.errors(include_input=False, include_url=False):
        variable = "".join(f"HOTLINE_{part}".upper() + ": " for part in one["loc"])
        lines.append(variable + one["msg"].removeprefix("Value error, "))
    return lines
