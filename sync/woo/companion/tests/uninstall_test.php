<?php

/** Deletes the plugin as WordPress does. */
function uninstall(): void {
	if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
		define( 'WP_UNINSTALL_PLUGIN', 'kiwwwi-vasco/kiwwwi-vasco.php' );
	}
	include __DIR__ . '/../kiwwwi-vasco/uninstall.php';
}

function test_nothing_is_left_behind_and_nothing_else_is_taken() {
	$before = Shop::$options + array( 'kiwwwi_payment_map' => array( 'bacs' => '3' ) );
	Shop::$options = $before;
	routes();
	answer( FIELDS, array( 'fields' => array( array( 'key' => 'nasa_zaloga' ) ) ) );
	printed( 'before_woocommerce_init' );
	box_of( sent_order() );
	inventory_of( new WC_Product( 'simple', STOCK ) );
	same( array_keys( array_diff_key( Shop::$options, $before ) ), array( 'kiwwwi_vasco_companion_fields' ), 'what it leaves while it is there' );
	uninstall();
	same( Shop::$options, $before, 'what is left' );
}

function test_every_site_of_a_network_is_cleaned() {
	$before      = Shop::$options;
	Shop::$sites = array( 1 => $before, 2 => $before );
	foreach ( array( 1, 2 ) as $site ) {
		switch_to_blog( $site );
		update_option( 'kiwwwi_vasco_companion_fields', array() );
		restore_current_blog();
	}
	uninstall();
	same( Shop::$sites, array( 1 => $before, 2 => $before ), 'sites' );
	same( Shop::$site, 1, 'where it ends' );
}
