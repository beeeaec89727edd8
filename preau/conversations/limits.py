"""How much a visitor may write, how fast, and for how long it is kept. Counted an hour at a time.

A school's computer room has one address: what one address sends beyond the first limit waits for a moderator instead of
being refused, and only what no room of people can type is refused.
"""

import datetime as dt

NAME = 60  # characters
WORDS = 3_000  # characters, as of a page's answer (channels.services.ANSWER_LIMIT)
LOOKED_AT = 20_000  # characters: what is longer is too long, uncounted

HELD_FROM = 60  # messages of one address: each beyond waits for a moderator
REFUSED_FROM = 1_000  # messages of one address: each beyond is refused, and its words stay in the form
LINKS_ASKED = 30  # lost links, by one address
MAILS = 3  # to one mailbox, for what anybody may have typed: nobody's is filled by a stranger with a form

TYPED_AFTER = dt.timedelta(seconds=3)  # whoever sends a form sooner is asked to press again
FORM_SHARED = dt.timedelta(seconds=2)  # who asks for a form just after another gets the same; less than TYPED_AFTER
FORM_LASTS = dt.timedelta(hours=24)
CONFIRM_WITHIN = dt.timedelta(days=3)  # then what was not confirmed is erased
RECEIVED_KEPT = dt.timedelta(days=7)  # what was typed, as it was received, beside what is shown
