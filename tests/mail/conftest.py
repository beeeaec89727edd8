from tests.subscriptions.conftest import sink  # noqa: F401 — a real SMTP server on loopback
