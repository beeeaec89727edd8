"""What rooms above may listen for. Sent inside the transaction of the change."""

from django.dispatch import Signal

guide_changed = Signal()  # institution: Institution — an edition was adopted there, or its values changed
