from .message import Conversation, ConversationState, Message

__all__ = ["Conversation", "ConversationState", "Message"]
