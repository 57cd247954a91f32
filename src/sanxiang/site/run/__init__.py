"""Starting the parts of the program on one machine and watching over them."""
