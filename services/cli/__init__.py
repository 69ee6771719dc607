"""The command line: `python -m services --help`. A file a command; each adds its parser and says what it does.

What a command changes it changes through the platform's routes, in a running server if there is one (`desk`).
"""
