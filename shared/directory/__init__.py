"""The directory: units, staff, leaders, deputies, leave, line executives, duty rosters; its import and its snapshot."""
