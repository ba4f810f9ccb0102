"""What an office may decide: settings of the installation and the typed rules of a year."""
