"""Problems of this room."""
