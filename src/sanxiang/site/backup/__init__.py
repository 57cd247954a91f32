"""One file that holds an installation: database, recordings, rulebook, spool, secret and settings."""
