"""The measurements behind BENCHMARKS.md: each module has a ``TITLE``, ``SIZES``, ``run`` and ``told``."""
