"""Coming in and going: sign-in, passwords, where one is signed in, from which post, in which language."""
