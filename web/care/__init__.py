"""运维: the journal and its chain, the queue, the clock's runs, backups, sign-ins, and whether all is well."""
