"""What is stored: SQLModel tables, column types, migrations."""
