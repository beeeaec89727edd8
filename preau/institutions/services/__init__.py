from .access import needs
from .domain import domain_default
from .handle_change import page_handle_change
from .institution_edit import institution_add, institution_language
from .network_import import ImportReport, network_import
from .officials import mandate_add, mandate_edit, official_add
from .opening import page_close, page_open
from .page_edit import PageContent, page_edit
from .people_invitations import invitation_accept, invitation_revoke, invitation_send, invitation_send_again
from .people_roles import role_change, role_grant, role_revoke

__all__ = [
    "ImportReport",
    "PageContent",
    "domain_default",
    "institution_add",
    "institution_language",
    "invitation_accept",
    "invitation_revoke",
    "invitation_send",
    "invitation_send_again",
    "mandate_add",
    "mandate_edit",
    "needs",
    "network_import",
    "official_add",
    "page_close",
    "page_edit",
    "page_handle_change",
    "page_open",
    "role_change",
    "role_grant",
    "role_revoke",
]
