"""A provider of identities on loopback, which can be told to answer wrongly."""
