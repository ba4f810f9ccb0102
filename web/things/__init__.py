"""What the forms of acts are about: chosen by name, and shown whole before anything is done with it."""
