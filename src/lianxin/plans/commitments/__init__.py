"""责任书: the year's commitment of each responsible officer, made from the pairing, accepted by a tap."""
