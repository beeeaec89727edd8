"""How often one place may ask for mails to be sent."""

ASKS_AN_HOUR = 30  # a school's computer room has one address, a machine has more patience than that
