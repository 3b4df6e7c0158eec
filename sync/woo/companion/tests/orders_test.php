<?php

const COLUMNS = array(
	'cb'           => '',
	'order_number' => 'Order',
	'order_status' => 'Status',
	'order_total'  => 'Total',
);

function sent_order( $number = '00412/2026' ): WC_Order {
	return new WC_Order( array( '_vasco_order_number' => $number ) );
}

/** WooCommerce makes the columns of its list of posts anew. */
function woocommerces_columns( $columns ) {
	return is_array( $columns ) ? array_intersect_key( $columns, COLUMNS ) : $columns;
}

/** The box of an order's page, as the page shows it. */
function box_of( $order ): string {
	Shop::$boxes = array();
	printed( 'add_meta_boxes' );
	ob_start();
	call_user_func( Shop::$boxes[0]['callback'], $order );
	return ob_get_clean();
}

function test_both_lists_have_the_column_after_the_status() {
	add_filter( 'manage_edit-shop_order_columns', 'woocommerces_columns' );
	foreach ( array( 'woocommerce_shop_order_list_table_columns', 'manage_edit-shop_order_columns' ) as $list ) {
		$columns = apply_filters( $list, COLUMNS );
		same( array_keys( $columns ), array( 'cb', 'order_number', 'order_status', 'kiwwwi_vasco_number', 'order_total' ), $list );
		same( array_keys( apply_filters( $list, array( 'cb' => '' ) ) ), array( 'cb', 'kiwwwi_vasco_number' ), 'a list without a status' );
		same( array_keys( apply_filters( $list, null ) ), array( 'kiwwwi_vasco_number' ), 'a list another plugin spoiled' );
	}
}

function test_the_column_shows_the_number_in_both_lists() {
	Shop::$orders[7] = sent_order();
	Shop::$orders[8] = new WC_Order();
	Shop::$orders[9] = new WC_Order_Refund();
	same( printed( 'woocommerce_shop_order_list_table_custom_column', 'kiwwwi_vasco_number', Shop::$orders[7] ), '00412/2026', 'HPOS' );
	same( printed( 'manage_shop_order_posts_custom_column', 'kiwwwi_vasco_number', 7 ), '00412/2026', 'posts' );
	same( printed( 'manage_shop_order_posts_custom_column', 'kiwwwi_vasco_number', 8 ), '–', 'not sent' );
	same( printed( 'manage_shop_order_posts_custom_column', 'kiwwwi_vasco_number', 9 ), '–', 'no order' );
	same( printed( 'manage_shop_order_posts_custom_column', 'kiwwwi_vasco_number', 10 ), '–', 'gone' );
	same( printed( 'manage_shop_order_posts_custom_column', 'order_total', 7 ), '', 'another column' );
}

function test_both_searches_find_the_number() {
	foreach ( array( 'woocommerce_order_table_search_query_meta_keys', 'woocommerce_shop_order_search_fields' ) as $search ) {
		same( apply_filters( $search, array( '_billing_email' ) ), array( '_billing_email', '_vasco_order_number' ), $search );
	}
}

function test_the_box_stands_on_the_page_of_either_storage() {
	foreach ( array( 'shop_order' => false, 'woocommerce_page_wc-orders' => true ) as $screen => $tables ) {
		Shop::$boxes        = array();
		Shop::$order_tables = $tables;
		printed( 'add_meta_boxes' );
		same( array( count( Shop::$boxes ), Shop::$boxes[0]['screen'] ), array( 1, $screen ), 'screen' );
	}
}

function test_the_box_shows_the_number() {
	Shop::$orders[7] = sent_order();
	same( box_of( Shop::$orders[7] ), '<p>Number in VASCO: <strong>00412/2026</strong></p>', 'HPOS' );
	same( box_of( new WP_Post( 7 ) ), '<p>Number in VASCO: <strong>00412/2026</strong></p>', 'posts' );
	same( box_of( new WC_Order() ), '<p>This order has no number in VASCO yet.</p>', 'not sent' );
	Shop::$locale = 'sl_SI';
	same( box_of( new WC_Order() ), '<p>To naročilo še nima številke v VASCU.</p>', 'in Slovenian' );
}

function test_a_hostile_number_is_text() {
	$order = sent_order( '<img src=x onerror="alert(1)">' );
	$safe  = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;';
	same( printed( 'woocommerce_shop_order_list_table_custom_column', 'kiwwwi_vasco_number', $order ), $safe, 'column' );
	same( box_of( $order ), "<p>Number in VASCO: <strong>$safe</strong></p>", 'box' );
	same( box_of( sent_order( array( 'x' ) ) ), '<p>This order has no number in VASCO yet.</p>', 'a list' );
}

function test_woocommerce_is_told_that_order_tables_are_supported() {
	printed( 'before_woocommerce_init' );
	same( Shop::$compatible, array( 'custom_order_tables' => array( Kiwwwi\Vasco\PLUGIN, true ) ), 'declared' );
}
