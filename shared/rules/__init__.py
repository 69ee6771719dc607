"""The rules that several services share, pure: no I/O, time as an argument."""
