"""Every command, by the heading that help shows it under. Each imports its own module when it is called."""
