from .sources import board_of, boards_managed, boards_seen, due, sources_of

__all__ = ["board_of", "boards_managed", "boards_seen", "due", "sources_of"]
