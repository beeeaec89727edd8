from .port import ALERT, DIGEST, NORMAL, RetryAt, Task, periodic, task, task_named
from .run import retry, run_due, work

__all__ = ["ALERT", "DIGEST", "NORMAL", "RetryAt", "Task", "periodic", "retry", "run_due", "task", "task_named", "work"]
