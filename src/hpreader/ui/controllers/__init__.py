"""What commands do: one module for each noun."""
