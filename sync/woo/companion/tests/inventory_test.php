<?php

const STOCK = array(
	'zaloga_pri_dobavitelju'  => '120',
	'nasa_zaloga'             => 7,
	'_vasco_stock_synced_at'  => '2026-07-01T08:05:09Z',
);

/** What the Inventory tab shows of a product. */
function inventory_of( WC_Product $product ): string {
	$GLOBALS['product_object'] = $product;
	return printed( 'woocommerce_product_options_inventory_product_data' );
}

/** Label and value of each row. */
function rows_in( string $html ): array {
	preg_match_all( '#<label for="([^"]*)">([^<]*)</label><output id="\1">([^<]*)</output>#', $html, $found, PREG_SET_ORDER );
	$rows = array();
	foreach ( $found as $row ) {
		$rows[ $row[2] ] = $row[3];
	}
	return $rows;
}

function test_a_simple_product_shows_its_stock_and_when_it_was_synced() {
	$html = inventory_of( new WC_Product( 'simple', STOCK ) );
	same(
		rows_in( $html ),
		array(
			'Stock at the supplier' => '120',
			'Own stock'             => '7',
			'Last sync with VASCO'  => '1. 7. 2026 10:05',
		),
		'rows'
	);
	same( substr( $html, 0, 27 ), '<div class="options_group">', 'its group' );
	same( preg_match( '/<(input|select|textarea)/', $html ), 0, 'nothing can be written' );
}

function test_a_slovenian_site_reads_slovenian() {
	Shop::$locale = 'sl_SI';
	$rows         = rows_in( inventory_of( new WC_Product( 'simple', STOCK ) ) );
	same( array_keys( $rows ), array( 'Zaloga pri dobavitelju', 'Naša zaloga', 'Zadnja uskladitev z VASCOM' ), 'labels' );
}

function test_every_word_is_translated() {
	$words = ( include __DIR__ . '/../kiwwwi-vasco/languages/kiwwwi-vasco-sl_SI.l10n.php' )['messages'];
	// WordPress translates the plugin's description as well.
	$used  = array_values( get_file_data( Kiwwwi\Vasco\PLUGIN, array( 'about' => 'Description' ) ) );
	foreach ( glob( __DIR__ . '/../kiwwwi-vasco/includes/*.php' ) as $file ) {
		preg_match_all( "/__\\( '([^']+)', '([^']+)' \\)/", file_get_contents( $file ), $found );
		$used = array_merge( $used, $found[1] );
		same( array_diff( $found[2], array( 'kiwwwi-vasco' ) ), array(), 'domains in ' . $file );
	}
	$used = array_unique( $used );
	sort( $used );
	$translated = array_keys( $words );
	sort( $translated );
	same( $translated, $used, 'words' );
}

function test_what_is_not_known_is_a_dash() {
	foreach ( array( array(), array( 'nasa_zaloga' => array( 1 ), '_vasco_stock_synced_at' => 'yesterday' ) ) as $meta ) {
		same( array_values( rows_in( inventory_of( new WC_Product( 'simple', $meta ) ) ) ), array( '–', '–', '–' ), 'values' );
	}
	same( rows_in( inventory_of( new WC_Product( 'simple', array( 'nasa_zaloga' => '0' ) ) ) )['Own stock'], '0', 'zero is a number' );
}

function test_only_times_are_shown_as_times() {
	foreach ( array(
		'2026-01-01T00:30:00Z'      => '1. 1. 2026 01:30',
		'2026-01-01T00:30:00.1234Z' => '1. 1. 2026 01:30',
		'2026-01-01T00:30:00+02:00' => '31. 12. 2025 23:30',
		'2026-13-40T99:00:00Z'      => '–',
		'2026-01-01'                => '–',
		"2026-01-01T00:30:00Z\n"    => '–',
		'now'                       => '–',
	) as $stored => $shown ) {
		$meta = array( '_vasco_stock_synced_at' => $stored );
		same( rows_in( inventory_of( new WC_Product( 'simple', $meta ) ) )['Last sync with VASCO'], $shown, $stored );
	}
}

function test_other_products_show_only_what_they_have() {
	same( inventory_of( new WC_Product( 'variable' ) ), '', 'a variable product without values' );
	same( count( rows_in( inventory_of( new WC_Product( 'variable', STOCK ) ) ) ), 3, 'one with values' );
	same( inventory_of( new WC_Product( 'grouped' ) ), '', 'a group' );
	unset( $GLOBALS['product_object'] );
	same( printed( 'woocommerce_product_options_inventory_product_data' ), '', 'no product' );
}

function test_each_variation_shows_its_own_stock() {
	Shop::$products[31] = new WC_Product( 'variation', STOCK );
	Shop::$products[32] = new WC_Product( 'variation' );
	$first              = printed( 'woocommerce_variation_options_inventory', 0, array(), new WP_Post( 31 ) );
	$second             = printed( 'woocommerce_variation_options_inventory', 1, array(), new WP_Post( 32 ) );
	same( array_values( rows_in( $first ) ), array( '120', '7', '1. 7. 2026 10:05' ), 'the first' );
	same( array_values( rows_in( $second ) ), array( '–', '–', '–' ), 'the second' );
	preg_match_all( '/ id="([^"]*)"/', $first . $second, $ids );
	same( count( array_unique( $ids[1] ) ), 6, 'ids' );
	same( printed( 'woocommerce_variation_options_inventory', 2, array(), new WP_Post( 33 ) ), '', 'one that is gone' );
}

function test_hostile_values_and_labels_are_text() {
	$evil = '"><script>alert(\'x\')</script>&amp;';
	$safe = '&quot;&gt;&lt;script&gt;alert(&#039;x&#039;)&lt;/script&gt;&amp;amp;';
	Shop::$options['kiwwwi_vasco_companion_fields'] = array( array( 'key' => 'shelf', 'label' => 'A < B & C' ) );
	Shop::$products[31]                             = new WC_Product( 'variation', array( 'shelf' => $evil ) );
	foreach ( array(
		inventory_of( new WC_Product( 'simple', array( 'shelf' => $evil ) ) ),
		printed( 'woocommerce_variation_options_inventory', '"><b>', array(), new WP_Post( 31 ) ),
	) as $html ) {
		same( rows_in( $html ), array( 'A &lt; B &amp; C' => $safe, 'Last sync with VASCO' => '–' ), 'rows' );
		same( preg_match( '/<(script|b)\b/', $html ), 0, 'no tag' );
	}
}

function test_the_fields_are_those_that_were_set() {
	Shop::$options['kiwwwi_vasco_companion_fields'] = array(
		array( 'key' => 'nasa_zaloga', 'label' => '' ),
		array( 'key' => 'shelf', 'label' => '' ),
	);
	$rows = rows_in( inventory_of( new WC_Product( 'simple', STOCK + array( 'shelf' => 'B 12' ) ) ) );
	same( $rows, array( 'Own stock' => '7', 'shelf' => 'B 12', 'Last sync with VASCO' => '1. 7. 2026 10:05' ), 'rows' );

	Shop::$options['kiwwwi_vasco_companion_fields'] = array();
	same( rows_in( inventory_of( new WC_Product( 'simple', STOCK ) ) ), array(), 'none' );

	Shop::$options['kiwwwi_vasco_companion_fields'] = 'spoiled';
	same( count( rows_in( inventory_of( new WC_Product( 'simple', STOCK ) ) ) ), 3, 'what is spoiled is as if it were not set' );
}
