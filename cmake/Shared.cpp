// Nothing: the shared libraries are made of archives, and need a source file.
