<?php
// The configuration of the test site; @…@ is filled in by server.py.

define('DB_TYPE', 'mysql');
define('DB_HOST', 'localhost;unix_socket=@FOLDER@/database.sock');
define('DB_PORT', '');
define('DB_USER', 'root');
define('DB_NAME', 'ttrss');
define('DB_PASS', '');
define('MYSQL_CHARSET', 'UTF8MB4');

define('SELF_URL_PATH', 'http://127.0.0.1:@PORT@/tt-rss/');
define('SINGLE_USER_MODE', false);
define('SIMPLE_UPDATE_MODE', false);
define('PHP_EXECUTABLE', '/usr/bin/php');
define('LOCK_DIRECTORY', '@FOLDER@/lock');
define('CACHE_DIR', '@FOLDER@/cache');
define('ICONS_DIR', 'feed-icons');
define('ICONS_URL', 'feed-icons');
define('AUTH_AUTO_CREATE', false);
define('AUTH_AUTO_LOGIN', false);
define('FORCE_ARTICLE_PURGE', 0);
define('ENABLE_REGISTRATION', false);
define('REG_NOTIFY_ADDRESS', '');
define('REG_MAX_USERS', 1);
define('SESSION_COOKIE_LIFETIME', 86400);
define('SMTP_FROM_NAME', '');
define('SMTP_FROM_ADDRESS', '');
define('DIGEST_SUBJECT', '');
define('CHECK_FOR_UPDATES', false);
define('ENABLE_GZIP_OUTPUT', false);
define('PLUGINS', 'auth_internal, hpreader_loopback');
define('LOG_DESTINATION', '');
define('CONFIG_VERSION', 26);
