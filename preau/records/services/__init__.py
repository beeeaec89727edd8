from .record import record
from .verify import ChainReport, verify

__all__ = ["ChainReport", "record", "verify"]
