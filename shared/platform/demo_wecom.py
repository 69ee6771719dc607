"""The two WeCom apps of the demo: made up, the same everywhere, good for nothing but trying the callback.

Settings of the demo profile begin with these values (`docs/wecom.md`); production has none of its own.
"""

DEMO_APPS = {
    "wecom_corpid": "wwdemodemodemo0001",
    "wecom_claims_agentid": "1000002",
    "wecom_claims_token": "DemoClaimsCallbackToken",
    "wecom_claims_aeskey": "DemoClaimsEncodingAESKeyNotForProduction001",
    "wecom_claims_default_unit": "JS-LP",
    "wecom_service_agentid": "1000003",
    "wecom_service_token": "DemoServiceCallbackToken",
    "wecom_service_aeskey": "DemoServiceEncodingAESKeyNotForProduction02",
    "wecom_service_default_unit": "JS-95518",
}
"""Setting -> value. The default units are of the demo directory."""
