"""Sites in PHP on loopback, for tests against the real programs: MariaDB, php-fpm and nginx from Debian's packages."""
