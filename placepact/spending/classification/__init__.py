"""What payments were for: rules in reviewed files lead from what a body wrote to COFOG and the place's own themes."""
