"""What pages and downloads show of a count: plain figures read once, then words, tables and pictures made of them."""
