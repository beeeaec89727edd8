from .access import public, signed_in
from .account import account_activate, account_deactivate, sign_in
from .client import client_address, client_network
from .lockout import lockout_forgive
from .profile import profile_change
from .second_factor import has_second_factor

__all__ = [
    "account_activate",
    "account_deactivate",
    "client_address",
    "client_network",
    "has_second_factor",
    "lockout_forgive",
    "profile_change",
    "public",
    "sign_in",
    "signed_in",
]
