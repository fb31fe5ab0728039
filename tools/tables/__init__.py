"""How each table that the project carries is made from the files in the data folder beside the checkout."""
