"""Sending parcels to the inboxes of other servers.

outcome   what an answer means
sender    a thread with the requests that are on their way
lines     what waits in memory, one line a host
claim     which parcels are due, and which of them become ours
settle    writing what became of them, of their hosts and of those who are gone
run       all of these together, over the parcels of one job
"""
