"""The institutions of help 制度化: who leads it, by which documents, with which plan of the year."""
