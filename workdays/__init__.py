"""When it is due: statutory holidays, make-up workdays, deadline rules. Pure."""
