"""Live lists: what a commit changes is pushed to the pages that show it."""
