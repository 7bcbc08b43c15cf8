"""An editor at the desk."""

import pytest
from django.contrib.auth.models import User


@pytest.fixture
def desk(client):
    """Django's client, logged in as an editor who may do everything."""
    client.force_login(User.objects.create_superuser("editor", password="not-a-secret"))
    return client
