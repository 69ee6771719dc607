"""The keys of the demo's two WeCom apps: random for each installation, in a file of its data folder."""

import json
from pathlib import Path

from services.intake.settings import IntakeSettings
from shared.platform.demo import WECOM_KEYS

KEYS_BEFORE = {
    "wecom_claims_token": "DemoClaimsCallbackToken",
    "wecom_claims_aeskey": "DemoClaimsEncodingAESKeyNotForProduction001",
    "wecom_service_token": "DemoServiceCallbackToken",
    "wecom_service_aeskey": "DemoServiceEncodingAESKeyNotForProduction02",
}
"""Of demos that began before each had keys of its own, the same everywhere: what was set up with them still works."""


def keys_of(folder: Path) -> dict[str, str]:
    """The keys of the demo in this data folder, by the name of their setting."""
    path = folder / WECOM_KEYS
    return dict(json.loads(path.read_bytes())) if path.exists() else dict(KEYS_BEFORE)


def with_demo_keys(settings: IntakeSettings, folder: Path) -> IntakeSettings:
    """The settings of a demo: keys that are not set are those of its folder."""
    own = keys_of(folder)
    return settings.model_copy(update={name: key for name, key in own.items() if name not in settings.model_fields_set})
