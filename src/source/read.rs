//! Reading: files, standard input and folders into `Sources`, and their text into one tree.
