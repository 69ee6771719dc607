"""`python -m tests.bench`: what the hotline does on this machine, beside what the machine and others do.

Only ratios within one run mean anything: load, application and database share the machine's cores. Nothing here is a
test, and no test judges a speed.
"""
