from .draft import DraftForm
from .edit import EditForm, ReasonForm, ReturnForm

__all__ = ["DraftForm", "EditForm", "ReasonForm", "ReturnForm"]
