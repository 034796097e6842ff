<?php
/**
 * The editor's side of the test site: one operation a run.
 *
 * Usage: php site.php DOCUMENT_ROOT < operation.json; the answer is JSON on standard output.
 *
 * Nothing here reads the clock. A post is dated as it says, and every later change is dated one
 * minute after the newest change so far: WordPress' validators have a resolution of one second,
 * and two changes within it could not be told apart.
 */

$operation = json_decode( file_get_contents( 'php://stdin' ), true, 512, JSON_THROW_ON_ERROR );

$_SERVER['HTTP_HOST']       = isset( $operation['url'] ) ? parse_url( $operation['url'], PHP_URL_HOST ) . ':' . parse_url( $operation['url'], PHP_URL_PORT ) : '127.0.0.1';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REMOTE_ADDR']     = '127.0.0.1';
if ( 'install' === $operation['do'] ) {
	define( 'WP_INSTALLING', true );
}

require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/image.php';

kses_remove_filters(); // an editor may use any markup, but nobody is logged in here

const TABLES = array( 'posts', 'postmeta', 'terms', 'term_taxonomy', 'term_relationships', 'termmeta', 'options' );

/** Install nothing but the tables: no sample post, no welcome mail. */
function wp_install_defaults( $user_id ) {}
function wp_new_blog_notification( $title, $url, $user_id, $password ) {}

function install( string $url ): bool {
	require ABSPATH . 'wp-admin/includes/upgrade.php';
	// Set beforehand, so that WordPress does not try out over HTTP which permalinks work.
	$permalinks = fn() => '/%postname%.html';
	add_filter( 'pre_option_permalink_structure', $permalinks );
	define( 'WP_SITEURL', $url );
	wp_install( 'Báo thử Hải Phòng', 'bientap', 'bientap@example.invalid', true, '', 'khong-dung-o-dau', 'vi' );
	remove_filter( 'pre_option_permalink_structure', $permalinks );

	wp_update_user( array( 'ID' => 1, 'display_name' => 'Ban Biên tập' ) );
	$options = array(
		'home'                   => $url,
		'siteurl'                => $url,
		'blogdescription'        => 'Trang thử của hpreader',
		'timezone_string'        => 'Asia/Ho_Chi_Minh',
		'date_format'            => 'd/m/Y',
		'time_format'            => 'H:i',
		'default_comment_status' => 'closed',
		'default_ping_status'    => 'closed',
		'permalink_structure'    => '/%postname%.html',
		'template'               => 'hpreader',
		'stylesheet'             => 'hpreader',
		'thread_comments'        => '0',
	);
	foreach ( $options as $name => $value ) {
		update_option( $name, $value );
	}
	return true;
}

/** Publish all of these; it is a run of its own, since permalinks are known only to the next one. */
function seed( array $posts ): bool {
	flush_rewrite_rules( false );
	wp_defer_term_counting( true );
	foreach ( $posts as $post ) {
		publish( $post );
	}
	wp_defer_term_counting( false );
	remember();
	return true;
}

/** Publish a post and say its number. */
function publish( array $post ): int {
	global $wpdb;
	$categories = array_map( fn( $name ) => term( $name, 'category' ), $post['categories'] );
	$id         = wp_insert_post(
		wp_slash(
			array(
				'post_title'    => $post['title'],
				'post_name'     => $post['slug'],
				'post_content'  => with_pictures( $post['content'] ),
				'post_excerpt'  => $post['excerpt'],
				'post_date'     => $post['published'],
				'post_status'   => $post['status'],
				'post_password' => $post['password'],
				'post_author'   => 1,
				'post_category' => $categories,
				'tags_input'    => $post['tags'],
			)
		),
		true
	);
	if ( is_wp_error( $id ) ) {
		throw new RuntimeException( $id->get_error_message() );
	}
	if ( ! $post['is_imported'] ) {
		// What the editor's page does by saving a draft first: the guid is the number, not the name.
		$wpdb->update( $wpdb->posts, array( 'guid' => home_url( "/?p=$id" ) ), array( 'ID' => $id ) );
		clean_post_cache( $id );
	}
	if ( $post['featured'] ) {
		set_post_thumbnail( $id, picture( $post['featured'] ) );
	}
	if ( $post['sticky'] ) {
		stick_post( $id );
	}
	return $id;
}

/** Change fields of a post, a minute after the newest change of the site. */
function edit( string $slug, array $fields ): int {
	global $wpdb;
	$post = get_page_by_path( $slug, OBJECT, 'post' );
	if ( ! $post ) {
		throw new RuntimeException( "no post $slug" );
	}
	$now = strtotime( $wpdb->get_var( "SELECT MAX(post_modified_gmt) FROM $wpdb->posts WHERE post_status = 'publish'" ) . ' UTC' ) + 60;
	add_filter(
		'wp_insert_post_data',
		fn( $data ) => array_merge(
			$data,
			array(
				'post_modified'     => get_date_from_gmt( gmdate( 'Y-m-d H:i:s', $now ) ),
				'post_modified_gmt' => gmdate( 'Y-m-d H:i:s', $now ),
			)
		)
	);
	if ( isset( $fields['post_content'] ) ) {
		$fields['post_content'] = with_pictures( $fields['post_content'] );
	}
	return wp_update_post( wp_slash( array( 'ID' => $post->ID ) + $fields ), true );
}

/** Put a post into other categories, as a change like any other. */
function move( string $slug, array $categories ): int {
	return edit( $slug, array( 'post_category' => array_map( fn( $name ) => term( $name, 'category' ), $categories ) ) );
}

/**
 * Set an option of the site: WordPress' own, or one of those of hpreader-amp.php, which are
 * hpreader_robots (a whole robots.txt), hpreader_no_rest, hpreader_no_feed and hpreader_no_amp.
 */
function set( string $option, string $value ): bool {
	return update_option( $option, $value );
}

/** Keep a copy of everything that the tests may change. */
function remember(): void {
	global $wpdb;
	foreach ( TABLES as $table ) {
		$wpdb->query( "CREATE TABLE kept_$table LIKE {$wpdb->prefix}$table" );
		$wpdb->query( "INSERT INTO kept_$table SELECT * FROM {$wpdb->prefix}$table" );
	}
}

/** Put that copy back. */
function restore(): bool {
	global $wpdb;
	foreach ( TABLES as $table ) {
		$wpdb->query( "TRUNCATE {$wpdb->prefix}$table" );
		$wpdb->query( "INSERT INTO {$wpdb->prefix}$table SELECT * FROM kept_$table" );
	}
	return true;
}

/** The number of a category or tag, made where it is new. */
function term( string $name, string $taxonomy ): int {
	$found = term_exists( $name, $taxonomy ) ?: wp_insert_term( $name, $taxonomy );
	return (int) $found['term_id'];
}

/**
 * Fill in pictures: `[[name.png]]` is the number of the picture, `{{name.png}}` its address.
 */
function with_pictures( string $content ): string {
	$content = preg_replace_callback( '/\[\[([^\]\s]+\.png)\]\]/', fn( $m ) => picture( $m[1] ), $content );
	return preg_replace_callback( '/\{\{([^}\s]+\.png)\}\}/', fn( $m ) => wp_get_attachment_url( picture( $m[1] ) ), $content );
}

/** The number of an uploaded picture: one grey point that says it is 800 by 533. */
function picture( string $name ): int {
	global $wpdb;
	$id = $wpdb->get_var( $wpdb->prepare( "SELECT post_id FROM $wpdb->postmeta WHERE meta_key = '_wp_attached_file' AND meta_value = %s", "2024/06/$name" ) );
	if ( $id ) {
		return (int) $id;
	}
	$folder = WP_CONTENT_DIR . '/uploads/2024/06';
	wp_mkdir_p( $folder );
	$point = base64_decode( 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==' );
	$sizes = array();
	foreach ( array( 'thumbnail' => array( 150, 150 ), 'medium' => array( 300, 200 ), 'medium_large' => array( 768, 512 ) ) as $size => list( $width, $height ) ) {
		$file           = str_replace( '.png', "-{$width}x{$height}.png", $name );
		$sizes[ $size ] = array( 'file' => $file, 'width' => $width, 'height' => $height, 'mime-type' => 'image/png' );
		file_put_contents( "$folder/$file", $point );
	}
	file_put_contents( "$folder/$name", $point );
	$id = wp_insert_attachment(
		array(
			'post_title'     => basename( $name, '.png' ),
			'post_mime_type' => 'image/png',
			'post_date'      => '2024-06-01 08:00:00',
			'guid'           => content_url( "uploads/2024/06/$name" ),
		),
		"2024/06/$name"
	);
	wp_update_attachment_metadata( $id, array( 'width' => 800, 'height' => 533, 'file' => "2024/06/$name", 'sizes' => $sizes, 'image_meta' => array() ) );
	return $id;
}

$allowed = array( 'install', 'seed', 'publish', 'edit', 'move', 'set', 'restore' );
$name    = $operation['do'];
unset( $operation['do'] );
if ( ! in_array( $name, $allowed, true ) ) {
	throw new RuntimeException( "no operation $name" );
}
echo json_encode( $name( ...$operation ), JSON_THROW_ON_ERROR );
