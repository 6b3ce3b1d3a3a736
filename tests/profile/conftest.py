"""A village whose households lack this and that, said by the product's own actions."""

from __future__ import annotations

import pytest

from tests.profile.village import Lacking


@pytest.fixture
def there(cast) -> Lacking:
    return Lacking(cast)
