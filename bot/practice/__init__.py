"""Practice: an assistant of one's own, with invented authorities, simulated people, and a clock that one moves."""
