"""Reading the network: who may do what where, and which institutions, officials and pages there are."""

from .access import holds, holds_anywhere, institutions_where, pages_where
from .adoption import Adoption, BoardAdoption, adoption
from .network import domain_for, listed, mandates_of, officials_of, page_address, page_by_handle, schools_of
from .search import search

__all__ = [
    "Adoption",
    "BoardAdoption",
    "adoption",
    "domain_for",
    "holds",
    "holds_anywhere",
    "institutions_where",
    "listed",
    "mandates_of",
    "officials_of",
    "page_address",
    "page_by_handle",
    "pages_where",
    "schools_of",
    "search",
]
