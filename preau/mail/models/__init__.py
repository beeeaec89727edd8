from .outgoing import MailState, OutgoingMail

__all__ = ["MailState", "OutgoingMail"]
