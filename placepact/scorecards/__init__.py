"""The judged view of a place: facts held against promises."""
