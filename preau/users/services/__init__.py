from .access import public, signed_in
from .client import client_address, client_network
from .lockout import lockout_forgive
from .profile import profile_change
from .second_factor import has_second_factor

__all__ = [
    "client_address",
    "client_network",
    "has_second_factor",
    "lockout_forgive",
    "profile_change",
    "public",
    "signed_in",
]
