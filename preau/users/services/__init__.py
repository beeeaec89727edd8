from .access import public, signed_in
from .account import account_activate, account_deactivate, sign_in
from .administrator import administrator_create, password_link
from .client import client_address, client_network
from .lockout import lockout_forgive
from .passwords import PASSWORD_HELP
from .profile import profile_change
from .rate import counted, counts_forget, window_left
from .second_factor import has_second_factor

__all__ = [
    "PASSWORD_HELP",
    "account_activate",
    "account_deactivate",
    "administrator_create",
    "client_address",
    "client_network",
    "counted",
    "counts_forget",
    "has_second_factor",
    "lockout_forgive",
    "password_link",
    "profile_change",
    "public",
    "sign_in",
    "signed_in",
    "window_left",
]
