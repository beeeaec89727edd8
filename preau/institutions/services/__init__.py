from .access import needs
from .domain import domain_default
from .network_import import ImportReport, network_import
from .opening import page_close, page_open

__all__ = ["ImportReport", "domain_default", "needs", "network_import", "page_close", "page_open"]
