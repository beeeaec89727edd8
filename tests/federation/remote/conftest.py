from tests.federation.hostile.conftest import camille, far, here, peer

__all__ = ["camille", "far", "here", "peer"]
