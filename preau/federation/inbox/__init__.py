"""What comes in, interpreted: one file an activity, each with `handle(incoming)`.

It gives "" where something changed here, else why nothing did; what it raises is written down as the item's failure,
and tried again. It runs inside a transaction and calls nobody: what has to be fetched first is asked for by
`wants(incoming)` and fetched by `fetch(incoming)`, outside of any.
"""
