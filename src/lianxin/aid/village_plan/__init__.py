"""A village's development plan 村级规划: problems, versions with their projects, progress and comments."""
