"""Handing mails to the mail server: many at once, each marked before it leaves and settled after."""
