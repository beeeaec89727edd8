"""Reading the network: who may do what where, and which institutions, officials and pages there are."""

from .access import holds, holds_anywhere, institutions_where, pages_where, roles_remember
from .adoption import Adoption, BoardAdoption, adoption
from .colleagues import people_with
from .desk import in_charge, in_state, languages_of
from .network import (
    domain_for,
    listed,
    mandates_of,
    officials_of,
    page_address,
    page_by_handle,
    public_frame,
    schools_of,
)
from .people import (
    Fault,
    invitation_fault,
    invitations_administered,
    is_last_administrator,
    officials_administered,
    roles_administered,
)
from .search import close_to, postal_area, search
from .tree import ancestry, board_id_of, institution_of

__all__ = [
    "Adoption",
    "BoardAdoption",
    "Fault",
    "adoption",
    "ancestry",
    "board_id_of",
    "close_to",
    "domain_for",
    "holds",
    "holds_anywhere",
    "in_charge",
    "in_state",
    "institution_of",
    "institutions_where",
    "invitation_fault",
    "invitations_administered",
    "is_last_administrator",
    "languages_of",
    "listed",
    "mandates_of",
    "officials_administered",
    "officials_of",
    "page_address",
    "page_by_handle",
    "pages_where",
    "people_with",
    "postal_area",
    "public_frame",
    "roles_administered",
    "roles_remember",
    "schools_of",
    "search",
]
