"""Doing work: one commit around a batch of items, each of which can fail alone.

Commands, events and fired timers all come through here (`executor`), see the same unit of work (`unit`), and are
written by set. No rule of the hotline lives here.
"""
