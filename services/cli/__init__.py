"""The command line: `python -m services --help`. A file a command; each adds its parser and runs it.

Commands that change something use the platform's routes, of a running server if there is one (`admin_client`).
"""
