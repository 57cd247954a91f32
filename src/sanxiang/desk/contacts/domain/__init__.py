"""What can be done with the registers. One module a subject; each verb is one transaction."""
