"""What `make bench` measures: Préau against its goals, and against the limit of the same machine in the same run."""
