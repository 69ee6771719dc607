"""Claimable work: a queue order, a lease that must be kept alive, and a fence that tells late hands from present ones.

Pure values only. What the work is (a call), who may take it and where it is stored belong to the service that owns it.
"""
