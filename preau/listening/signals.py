"""What rooms above, and the parts of this one, may listen for. Sent inside the transaction of the storing."""

from django.dispatch import Signal

# items: list[Item], source: Source — heard there for the first time. An item that another source gave before comes
# again with this one: a watch that uses this source alone has not seen it.
items_heard = Signal()
