"""Which keys, profile and outside accounts the data of an installation belong to; compared at every start."""
