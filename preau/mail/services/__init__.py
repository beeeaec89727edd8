from .erase import mail_cancel, mails_erase
from .send import mail_send
from .work import mails_forget, mails_recover, mails_send

__all__ = ["mail_cancel", "mail_send", "mails_erase", "mails_forget", "mails_recover", "mails_send"]
