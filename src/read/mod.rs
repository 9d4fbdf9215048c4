//! Readers: bytes of a file in, incidents and a list of rejected rows out.
