from .send import mail_send
from .work import mails_forget, mails_recover, mails_send

__all__ = ["mail_send", "mails_forget", "mails_recover", "mails_send"]
