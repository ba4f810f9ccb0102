"""The tables of rights, a noun a module. Their one door is `states.rights`."""
