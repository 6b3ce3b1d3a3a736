"""考核: the yearly assessment, computed from the records by dated schemes, answered, signed and frozen."""
