from .heartbeat import Heartbeat
from .job import Job, JobState
from .schedule import Schedule
from .trouble import Trouble

__all__ = ["Heartbeat", "Job", "JobState", "Schedule", "Trouble"]
