"""Static files under names that carry their content's hash, compressed once, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped
    support_js_module_import_aggregation = True
    manifest_strict = False
    max_post_process_passes = 20
    """One more than the longest chain of imports: each pass settles one link."""
