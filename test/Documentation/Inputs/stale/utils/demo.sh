# A script with the option --size.
