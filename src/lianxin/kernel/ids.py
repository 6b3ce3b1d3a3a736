"""Ids: UUIDv7 (RFC 9562 §5.7), made anywhere, ordered by time."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    return UUID(int=uuid_utils.uuid7().int)
