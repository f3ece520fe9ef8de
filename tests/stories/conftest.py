from tests.web.conftest import client_for

__all__ = ["client_for"]
