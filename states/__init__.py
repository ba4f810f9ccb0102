"""What may happen next: machines, permissions, ladder, pace, messages. Pure: no database, no clock, no network."""
