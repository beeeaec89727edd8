from .domain import Domain
from .institution import Institution
from .invitation import Invitation
from .official import Mandate, Official
from .page import Page, PageHandle
from .role import Capability, Role, RoleKind

__all__ = [
    "Capability",
    "Domain",
    "Institution",
    "Invitation",
    "Mandate",
    "Official",
    "Page",
    "PageHandle",
    "Role",
    "RoleKind",
]
