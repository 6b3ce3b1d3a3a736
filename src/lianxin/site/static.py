"""Static files under names that carry their content's hash, compressed once, cached for ever."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

TOLD = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""What the modules of the phone say to their readers and to the checker of types."""


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped
    support_js_module_import_aggregation = True
    manifest_strict = False
    max_post_process_passes = 20
    """One more than the longest chain of imports: each pass settles one link."""

    def _save(self, name: str, content: Any) -> str:
        """The phone's own modules travel without their types: a sixth of what a weak signal must carry."""
        if name.startswith("phone/") and name.endswith(".js") and "/vendor/" not in name:
            text = b"".join(content.chunks()).decode()
            content = ContentFile(untold(text).encode())
        return str(super()._save(name, content))


def untold(text: str) -> str:
    """The module without its doc comments; a test holds that nothing else of it is lost."""
    return TOLD.sub(lambda found: "\n" if "\n" in found[0] else "", text)
