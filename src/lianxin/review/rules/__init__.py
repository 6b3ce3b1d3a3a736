"""What makes an entry doubtful: pure functions over many entries at once, one file a family of rules."""
