"""What rooms above may listen for. Each is sent inside the transaction of the change."""

from django.dispatch import Signal

page_changed = Signal()  # page: Page — opened, closed, edited, its handle changed
network_changed = Signal()  # domain: Domain — an import, a new institution: anything a list may show
