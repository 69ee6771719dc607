"""One commit for state, events, timers and messages, and the loops that process what a commit has written.

Commands, events and fired timers all go through `executor`, see the same unit of work (`unit_of_work`) and are
written by set. No rule of the hotline lives here.
"""
