from .access import needs
from .domain import domain_default
from .network_import import ImportReport, network_import
from .opening import page_close, page_open
from .people_invitations import invitation_accept, invitation_revoke, invitation_send, invitation_send_again
from .people_roles import role_change, role_grant, role_revoke

__all__ = [
    "ImportReport",
    "domain_default",
    "invitation_accept",
    "invitation_revoke",
    "invitation_send",
    "invitation_send_again",
    "needs",
    "network_import",
    "page_close",
    "page_open",
    "role_change",
    "role_grant",
    "role_revoke",
]
