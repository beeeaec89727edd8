from .contract import JobsContract


class TestEmbedded(JobsContract):
    ENGINE = "embedded"
