"""Personal data: sealed at rest and in events, masked by default, looked up by keyed hash, erased by deleting a key."""
