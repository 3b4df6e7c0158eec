<?php
/** Removes the one option this plugin has. What the connector wrote into orders and products is the shop's. */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	$kiwwwi_vasco_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $kiwwwi_vasco_sites as $kiwwwi_vasco_site ) {
		switch_to_blog( $kiwwwi_vasco_site );
		delete_option( 'kiwwwi_vasco_companion_fields' );
		restore_current_blog();
	}
} else {
	delete_option( 'kiwwwi_vasco_companion_fields' );
}
