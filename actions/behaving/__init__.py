"""What a behaviour file may say: who does what when, who is away, who asks for what, what becomes of letters."""
