"""Technical basics without any rule of the hotline: errors, ids, clocks, logs, metrics, traces, HTTP client, text."""
