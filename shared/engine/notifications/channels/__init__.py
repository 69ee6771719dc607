"""Channels: the ways in which a message reaches a person beside their message box, one file each."""
