"""One commit for state, events, timers and messages, and the loops that carry on what a commit set going.

Commands, events and fired timers all enter through `executor`, see the same unit of work (`unit_of_work`) and are
written by set. No rule of the hotline lives here.
"""
