from .port import ALERT, DIGEST, NORMAL, RetryAt, Task, periodic, task

__all__ = ["ALERT", "DIGEST", "NORMAL", "RetryAt", "Task", "periodic", "task"]
