from .sources import board_of, boards_managed, boards_seen, chosen_by, due, mail_address, sources_of

__all__ = ["board_of", "boards_managed", "boards_seen", "chosen_by", "due", "mail_address", "sources_of"]
