"""Areas, their boundaries, their populations and the places made of them."""
