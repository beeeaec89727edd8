"""What `preau serve` becomes once all is checked: a small process that keeps the site and the worker running.

It imports neither Django nor anything of the rooms, so that it costs a few megabytes, and hardly ever fails.
"""
