<!doctype html>
<html <?php language_attributes(); ?>>
<head>
	<meta charset="<?php bloginfo( 'charset' ); ?>">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<div id="page" class="site">
	<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
	<header id="masthead" class="site-header">
		<p class="site-title"><a href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php bloginfo( 'name' ); ?></a></p>
		<p class="site-description"><?php bloginfo( 'description' ); ?></p>
		<nav id="site-navigation" class="primary-navigation"><ul><?php wp_list_categories( array( 'title_li' => '' ) ); ?></ul></nav>
	</header>
	<div id="content" class="site-content"><main id="main" class="site-main">
	<?php if ( is_archive() ) : ?>
		<header class="page-header"><h1 class="page-title"><?php the_archive_title(); ?></h1></header>
	<?php elseif ( is_404() ) : ?>
		<header class="page-header"><h1 class="page-title">Không tìm thấy trang</h1></header>
	<?php endif; ?>
	<?php while ( have_posts() ) : the_post(); ?>
		<article id="post-<?php the_ID(); ?>" <?php post_class(); ?>>
			<header class="entry-header">
				<?php if ( is_singular() ) : ?>
					<h1 class="entry-title"><?php the_title(); ?></h1>
				<?php else : ?>
					<h2 class="entry-title"><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
				<?php endif; ?>
				<?php if ( has_post_thumbnail() ) : ?>
					<figure class="post-thumbnail"><?php the_post_thumbnail( 'full' ); ?></figure>
				<?php endif; ?>
			</header>
			<div class="entry-content">
				<?php
				if ( is_singular() ) {
					the_content();
					wp_link_pages();
				} else {
					the_excerpt();
				}
				?>
			</div>
			<footer class="entry-footer">
				<span class="posted-on">Ngày đăng <time class="entry-date published" datetime="<?php echo esc_attr( get_the_date( DATE_W3C ) ); ?>"><?php echo esc_html( get_the_date() ); ?></time></span>
				<span class="byline">Bởi <?php the_author_posts_link(); ?></span>
				<span class="cat-links">Chuyên mục <?php the_category( ', ' ); ?></span>
				<?php the_tags( '<span class="tags-links">Thẻ ', ', ', '</span>' ); ?>
			</footer>
		</article>
	<?php endwhile; ?>
	<?php is_singular() ? the_post_navigation() : the_posts_navigation(); ?>
	</main></div>
	<aside class="widget-area"><section class="widget widget_recent_entries"><h2 class="widget-title">Bài viết mới</h2><ul><?php wp_get_archives( array( 'type' => 'postbypost', 'limit' => 5 ) ); ?></ul></section></aside>
	<footer id="colophon" class="site-footer"><div class="site-name"><?php bloginfo( 'name' ); ?></div><div class="powered-by">Chạy bằng WordPress</div></footer>
</div>
<?php wp_footer(); ?>
</body>
</html>
