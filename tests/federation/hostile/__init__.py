"""What strangers may try at the inboxes. After each attempt: no row, no job, no call but the one for the key."""
