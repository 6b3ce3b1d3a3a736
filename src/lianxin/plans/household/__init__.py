"""A household's plan 帮扶计划: aim, stages with goals, versions with approval, the change of each stage."""
