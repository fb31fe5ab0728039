"""The tables of the room: deliveries of payments, account lines, suppliers and what payments were for."""
