"""Install, migrate, uninstall, and the demo."""
