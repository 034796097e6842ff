<?php
/**
 * Plugin Name: hpreader AMP
 * Description: Answers /slug.html/amp, ?amp and ?amp=1 in the structure of AMP for WP 1.1 with its theme "Swift", quirks included.
 * License: MIT
 *
 * The quirks, all of them seen on real sites: no date on the page but in JSON-LD, where it is seven
 * hours early; the box "Tin khác" outside any aside or footer; every picture twice; galleries
 * emptied, and what stands between two of them lost; the cookie notice not marked as anything.
 */

const HPREADER_PLACEHOLDER = '/wp-content/plugins/accelerated-mobile-pages/images/SD-default-image.png';

function hpreader_amp_rules() {
	add_rewrite_endpoint( 'amp', EP_PERMALINK );
}
add_action( 'init', 'hpreader_amp_rules' );

/** Is the AMP form of a post asked for? */
function hpreader_is_amp(): bool {
	return ! get_option( 'hpreader_no_amp' ) && is_singular( 'post' ) && false !== get_query_var( 'amp', false );
}

add_action(
	'wp_head',
	function () {
		if ( is_singular( 'post' ) && ! get_option( 'hpreader_no_amp' ) ) {
			printf( '<link rel="amphtml" href="%s/amp" />' . "\n", esc_url( get_permalink() ) );
		}
	},
	1
);

add_action(
	'template_redirect',
	function () {
		if ( ! hpreader_is_amp() ) {
			return;
		}
		header( 'Last-Modified: ' . gmdate( 'D, d M Y H:i:s' ) . ' GMT' );
		ob_start();
		hpreader_amp_page();
		echo preg_replace( '/\s+/u', ' ', ob_get_clean() );
		exit;
	},
	20
);

add_filter(
	'robots_txt',
	function ( $text ) {
		return get_option( 'hpreader_robots', '' ) ?: $text;
	}
);

// What plugins for "security" do to the REST API.
add_filter(
	'rest_authentication_errors',
	fn( $error ) => get_option( 'hpreader_no_rest' ) ? new WP_Error( 'rest_disabled', 'Chỉ dành cho người đã đăng nhập.', array( 'status' => 401 ) ) : $error
);

// What they do to feeds, which are then neither named nor answered.
add_action(
	'template_redirect',
	function () {
		if ( get_option( 'hpreader_no_feed' ) && is_feed() ) {
			wp_die( 'Trang này không có nguồn tin.', '', array( 'response' => 403 ) );
		}
	},
	1
);
add_filter( 'feed_links_show_posts_feed', fn( $shown ) => $shown && ! get_option( 'hpreader_no_feed' ) );
add_action(
	'wp_head',
	function () {
		if ( get_option( 'hpreader_no_feed' ) ) {
			remove_action( 'wp_head', 'feed_links_extra', 3 );
		}
	},
	1
);

// WordPress 6.1 forgets the port where it redirects feeds to their canonical address, and then does
// not redirect at all; sites on port 80 do: /feed/ is 301 to /feed.
add_filter( 'redirect_canonical', fn( $url ) => preg_replace( '~^http://127\.0\.0\.1(?=/)~', home_url(), $url ) );

add_filter( 'locale', fn() => 'vi' );

// The few words of WordPress that its Vietnamese catalogue (package wordpress-l10n) would give.
add_filter( 'protected_title_format', fn() => 'Bảo vệ: %s' );
add_filter(
	'gettext',
	function ( $text ) {
		$known = array(
			'There is no excerpt because this is a protected post.' => 'Không có trích dẫn vì bài này được bảo vệ.',
			'This content is password protected. To view it please enter your password below:' => 'Nội dung này được bảo mật. Hãy nhập mật khẩu để xem tiếp:',
			'Password:' => 'Mật khẩu:',
		);
		return $known[ $text ] ?? $text;
	}
);

/** An amp-img with its fallback, which is a picture of nothing. */
function hpreader_amp_image( string $attributes, string $children = '' ): string {
	$nothing = esc_url( home_url( HPREADER_PLACEHOLDER ) );
	$other   = preg_replace( '/\bsrc="[^"]*"/', "src=\"$nothing\"", preg_replace( '/\bsrcset="[^"]*"/', "srcset=\"$nothing\"", $attributes ) );
	return "<amp-img data-hero $attributes><amp-img fallback data-hero $other></amp-img>$children</amp-img>";
}

/** The body as that plugin makes it out of the post's HTML. */
function hpreader_amp_content(): string {
	add_filter( 'use_default_gallery_style', '__return_false' );
	$html = apply_filters( 'the_content', get_the_content() );
	// Greedy on purpose: with two galleries everything between them is lost, as it is there.
	$html = preg_replace( '~<div id=.gallery-.*</div>~s', '<amp-carousel width="600" height="480" type="slides" layout="responsive"></amp-carousel>', $html );
	$html = preg_replace( '~<figure class="wp-block-gallery.*</figure>\s*</figure>~s', '<amp-carousel width="600" height="480" type="slides" layout="responsive"></amp-carousel>', $html );
	$html = preg_replace_callback( '~<img\s+([^>]*?)\s*/?>~', fn( $m ) => hpreader_amp_image( $m[1] ), $html );
	$html = preg_replace( '~<iframe[^>]*youtube\.com/embed/([\w-]+)[^>]*></iframe>~', '<amp-youtube data-videoid="$1" width="640" height="360" layout="responsive"></amp-youtube>', $html );
	return preg_replace_callback( '~<\w+[^>]* style="[^"]*"[^>]*>~', fn( $m ) => hpreader_amp_class( $m[0] ), $html );
}

/** A tag whose inline style has become a class, as AMP allows no inline styles. */
function hpreader_amp_class( string $tag ): string {
	preg_match( '~ style="([^"]*)"~', $tag, $style );
	$class = 'acss' . substr( md5( $style[1] ), 0, 5 );

	$GLOBALS['hpreader_styles'][ $class ] = ".$class{{$style[1]}}";
	$tag   = str_replace( $style[0], '', $tag );
	return str_contains( $tag, ' class="' )
		? preg_replace( '~ class="([^"]*)"~', " class=\"\\1 $class\"", $tag )
		: preg_replace( '~(/?>)$~', " class=\"$class\"\\1", $tag );
}

/** The categories of a post as links to their AMP form. */
function hpreader_amp_categories( string $element ): string {
	$html = '';
	foreach ( get_the_category() as $category ) {
		$label = 'li' === $element ? '' : 'amp-cat ';
		$html .= sprintf( '<%1$s class="%2$samp-cat-%3$d"><a href="%4$s/amp" title="%5$s">%5$s</a></%1$s>', $element, $label, $category->term_id, esc_url( get_category_link( $category ) ), esc_html( $category->name ) );
	}
	return $html;
}

function hpreader_amp_schema( WP_Post $post ): string {
	// The plugin's own error: the UTC clock with Vietnam's offset pasted on, seven hours early.
	$wrong = fn( $gmt ) => gmdate( 'Y-m-d\TH:i:s', strtotime( "$gmt UTC" ) ) . '+07:00';
	$menu  = array();
	foreach ( get_categories() as $category ) {
		$menu[] = array( '@context' => 'https://schema.org', '@type' => 'SiteNavigationElement', 'name' => $category->name, 'url' => get_category_link( $category ) );
	}
	$article = array(
		'@context'         => 'http://schema.org',
		'@type'            => 'BlogPosting',
		'mainEntityOfPage' => get_permalink(),
		'publisher'        => array( '@type' => 'Organization', 'name' => get_bloginfo( 'name' ), 'logo' => array( '@type' => 'ImageObject', 'url' => '' ) ),
		'headline'         => wp_html_excerpt( get_the_title(), 110, '...' ),
		'author'           => array( '@type' => 'Person', 'name' => get_the_author() ),
		'datePublished'    => $wrong( $post->post_date_gmt ),
		'dateModified'     => $wrong( $post->post_modified_gmt ),
		'image'            => array( '@type' => 'ImageObject', 'url' => home_url( HPREADER_PLACEHOLDER ) ),
		'description'      => wp_trim_words( strip_shortcodes( $post->post_content ), 15, '&hellip;' ),
	);
	$json = fn( $value ) => '<script type="application/ld+json">' . wp_json_encode( $value, JSON_UNESCAPED_UNICODE ) . '</script>';
	return $json( array( '@context' => 'https://schema.org', '@graph' => array( $menu ) ) ) . $json( $article );
}

/** The five newest others, over all sections. */
function hpreader_amp_recent( WP_Post $except ): void {
	global $post;
	$others = get_posts( array( 'numberposts' => 5, 'exclude' => array( $except->ID ) ) );
	echo '<div class="r-pf"><div class="cntr"><h3>Tin khác</h3><div class="loop-wrapper">';
	foreach ( $others as $post ) {
		setup_postdata( $post );
		$link  = esc_url( get_permalink() . '/amp' );
		$title = get_the_title();
		$image = get_the_post_thumbnail_url( $post, 'medium' );
		echo '<div class="fsp">';
		if ( $image ) {
			$attributes = sprintf( 'src="%s" width="346" height="188" layout=responsive class="" alt="%s"', esc_url( $image ), esc_attr( $title ) );
			printf( '<div class="fsp-img"><div class="loop-img image-container"><a href="%s" title="%s">%s</a></div></div>', $link, esc_attr( $title ), hpreader_amp_image( $attributes ) );
		}
		printf( '<div class="fsp-cnt"><ul class="loop-category">%s</ul>', hpreader_amp_categories( 'li' ) );
		printf( '<h2 class="loop-title"><a href="%s">%s</a></h2>', $link, $title );
		printf( '<p class="loop-excerpt">%s</p>', wp_trim_words( strip_shortcodes( $post->post_content ), 15, '&hellip;' ) );
		printf( '<div class="pt-dt"><div class="loop-date">%s</div></div></div></div>', get_the_date( 'd/m/Y' ) );
	}
	echo '</div></div></div>';
	wp_reset_postdata();
}

function hpreader_amp_page(): void {
	the_post();
	$post    = get_post();
	$content = hpreader_amp_content();
	$styles  = implode( '', $GLOBALS['hpreader_styles'] ?? array() );
	$menu    = '';
	foreach ( get_categories() as $category ) {
		$menu .= sprintf( '<li class="menu-item"><a href="%s">%s</a></li>', esc_url( get_category_link( $category ) ), esc_html( $category->name ) );
	}
	$link = esc_url( get_permalink() );
	?>
<!doctype html>
<html amp lang="vi">
<head>
	<meta charset="utf-8">
	<meta name="viewport" content="width=device-width">
	<meta name="description" content="<?php echo esc_attr( wp_trim_words( strip_shortcodes( $post->post_content ), 15, '&hellip;' ) ); ?>"/>
	<link rel="canonical" href="<?php echo $link; ?>" />
	<title><?php echo get_the_title() . ' | ' . get_bloginfo( 'name' ); ?></title>
	<meta name="generator" content="AMP for WP 1.1.13" />
	<?php echo hpreader_amp_schema( $post ); ?>
	<style amp-custom>body{font-family:sans-serif}.amp-category span:first-child{display:none}<?php echo $styles; ?></style>
</head>
<body data-amp-auto-lightbox-disable class="body single-post <?php echo "$post->ID post-id-$post->ID singular-$post->ID"; ?> amp-single post 1.1.13">
	<div id="backtotop"></div>
	<header class="header h_m h_m_1">
		<aside class="m-ctr"><div class="m-scrl">
			<nav class="m-menu"><ul class="amp-menu"><?php echo $menu; ?></ul></nav>
			<form role="search" method="get" class="amp-search"><label class="screen-reader-text" for="s">Type your search query and hit enter: </label><input id="s" type="text" placeholder="Type Here" name="s"/><input type="submit" value="1"/></form>
			<div class="cp-rgt"><span>All Rights Reserved</span> <a class="view-non-amp" href="<?php echo $link; ?>">View Non-AMP Version</a></div>
		</div></aside>
		<div class="cntr"><div class="logo"><div class="amp-logo"><a href="<?php echo esc_url( home_url( '/amp' ) ); ?>"><?php bloginfo( 'name' ); ?></a></div></div></div>
	</header>
	<div class="content-wrapper">
		<div class="p-m-fl"></div>
		<div class="sp sgl">
			<div class="cntr">
				<div class="amp-category"><span></span><?php echo hpreader_amp_categories( 'span' ); ?></div>
				<h1 class="amp-post-title"><?php the_title(); ?></h1>
			</div>
			<?php if ( has_post_thumbnail() && ! post_password_required() ) : ?>
				<div class="sf-img"><figure class="amp-featured-image"><?php echo hpreader_amp_image( sprintf( 'src="%s" width="800" height="533" layout="responsive" alt=""', esc_url( get_the_post_thumbnail_url( $post, 'full' ) ) ) ); ?></figure></div>
			<?php endif; ?>
			<div class="sp-cnt"><div class="cntr"><div class="sp-rl"><div class="sp-rt">
				<div class="cntn-wrp artl-cnt"><?php echo $content; ?></div>
				<?php
				wp_link_pages( array( 'before' => '<div class="pagination-holder">', 'after' => '</div>' ) );
				?>
				<div class="amp-wp-content"><amp-addthis width="320" height="92" data-pub-id="ra-0"></amp-addthis></div>
			</div></div></div></div>
		</div>
		<?php hpreader_amp_recent( $post ); ?>
	</div>
	<footer class="footer"><div class="f-w-f2"><ul class="menu"><?php echo $menu; ?></ul><div class="rr"><span>All Rights Reserved</span> <a class="view-non-amp" href="<?php echo $link; ?>">View Non-AMP Version</a></div></div></footer>
	<div class="s_stk ss-ic"><ul><li><a title="twitter share" class="s_tw" href="https://twitter.com/intent/tweet?url=<?php echo rawurlencode( wp_get_shortlink() ); ?>"></a></li><li><a title="line share" class="s_li" href="https://line.me/R/msg/text/">L</a></li></ul></div>
	<amp-user-notification layout=nodisplay id="amp-user-notification1"><p>This website uses cookies. See Our policy to learn more.</p><a class="amp-not-privacy amp-not-page-link" href="<?php echo esc_url( home_url( '/chinh-sach' ) ); ?>" target="_blank">Read More </a><button on="tap:amp-user-notification1.dismiss">Accept</button></amp-user-notification>
</body>
</html>
	<?php
}
