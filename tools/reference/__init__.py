"""One module for each page of docs/reference that is made from the code."""

HEAD = "<!-- Made by `make docs`; change what it is made from instead. -->\n"
