from .activity import Activity, Parcel, ParcelState
from .actor import Actor
from .heard import RemoteNote, TakenBack
from .remote import Follower, FollowState, Host, Policy, Reaction, ReactionKind, RemoteActor

__all__ = [
    "Activity",
    "Actor",
    "FollowState",
    "Follower",
    "Host",
    "Parcel",
    "ParcelState",
    "Policy",
    "Reaction",
    "ReactionKind",
    "RemoteActor",
    "RemoteNote",
    "TakenBack",
]
