"""What it takes to run the hotline somewhere: bootstrap, policies, demo data, servers."""
