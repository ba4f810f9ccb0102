"""Letters (文书): drafted by the clock or a person, signed by a person, delivered, answered and ended (O06)."""
