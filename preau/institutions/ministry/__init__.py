"""The ministry's files: what is in them, and what makes one unfit to be read. No database here.

Source: Données Québec, « Localisation des établissements d'enseignement du réseau scolaire au Québec ».
"""

from .boards import Board, read_boards
from .schools import School, Schools, postal_code, read_schools
from .table import FileRefused
from .websites import normalised

__all__ = ["Board", "FileRefused", "School", "Schools", "normalised", "postal_code", "read_boards", "read_schools"]
