"""Questions of the checker as pages show them."""
