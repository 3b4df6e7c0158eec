<?php
/** VASCO's number in the list of orders and on an order's page, for both ways of storing orders. */

namespace Kiwwwi\Vasco;

defined( 'ABSPATH' ) || exit;

const NUMBER_META = '_vasco_order_number';
const COLUMN      = 'kiwwwi_vasco_number';

add_filter( 'woocommerce_shop_order_list_table_columns', __NAMESPACE__ . '\\add_column' );
add_action( 'woocommerce_shop_order_list_table_custom_column', __NAMESPACE__ . '\\show_column', 10, 2 );
add_filter( 'woocommerce_order_table_search_query_meta_keys', __NAMESPACE__ . '\\search_number' );

// Orders among the posts; WooCommerce makes the list of columns at priority 10.
add_filter( 'manage_edit-shop_order_columns', __NAMESPACE__ . '\\add_column', 20 );
add_action( 'manage_shop_order_posts_custom_column', __NAMESPACE__ . '\\show_column', 10, 2 );
add_filter( 'woocommerce_shop_order_search_fields', __NAMESPACE__ . '\\search_number' );

add_action( 'add_meta_boxes', __NAMESPACE__ . '\\add_box' );

/**
 * The column stands after the order's status.
 *
 * @param array $columns Names and headings, as other plugins left them.
 */
function add_column( $columns ): array {
	$columns = (array) $columns;
	$ours    = array( COLUMN => __( 'VASCO', 'kiwwwi-vasco' ) );
	$at      = array_search( 'order_status', array_keys( $columns ), true );
	if ( false === $at ) {
		return $columns + $ours;
	}
	return array_slice( $columns, 0, $at + 1, true ) + $ours + $columns;
}

/**
 * @param string        $column The column's name.
 * @param \WC_Order|int $order  The order, or its id in a list of posts.
 */
function show_column( $column, $order ): void {
	if ( COLUMN === $column ) {
		$number = number_of( $order );
		echo esc_html( '' === $number ? '–' : $number );
	}
}

/**
 * @param string[] $keys The meta keys that are searched.
 */
function search_number( $keys ): array {
	return array_merge( (array) $keys, array( NUMBER_META ) );
}

function add_box(): void {
	$screen = uses_order_tables() ? wc_get_page_screen_id( 'shop-order' ) : 'shop_order';
	add_meta_box( 'kiwwwi-vasco-order', __( 'VASCO', 'kiwwwi-vasco' ), __NAMESPACE__ . '\\show_box', $screen, 'side' );
}

/**
 * @param \WC_Order|\WP_Post $order The order whose page it is.
 */
function show_box( $order ): void {
	$number = number_of( $order );
	if ( '' === $number ) {
		echo '<p>' . esc_html__( 'This order has no number in VASCO yet.', 'kiwwwi-vasco' ) . '</p>';
		return;
	}
	echo '<p>' . esc_html__( 'Number in VASCO:', 'kiwwwi-vasco' ) . ' <strong>' . esc_html( $number ) . '</strong></p>';
}

/**
 * @param mixed $order An order, its post or its id.
 */
function number_of( $order ): string {
	if ( ! $order instanceof \WC_Order ) {
		$order = wc_get_order( $order instanceof \WP_Post ? $order->ID : $order );
	}
	return $order instanceof \WC_Order ? text_of( $order->get_meta( NUMBER_META, true ) ) : '';
}
