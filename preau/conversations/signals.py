"""What the parts of this room, and rooms above it, may listen for, inside the transaction of what happened.

Receivers run in the order in which they connect in `ConversationsConfig.ready()`: triage first, then what reads it.
"""

from django.dispatch import Signal

message_said = Signal()  # message: Message — threaded just now, or said anew in other words
conversation_answered = Signal()  # conversation: Conversation (saved), message: Message — the page's own
reception_changed = Signal()  # page_ids: list[int] — hours, rules or usual times, which the public reads

# What the public counts of a page's moderation say has changed: something was hidden, shown, contested, blocked.
moderation_changed = Signal()  # page: Page
