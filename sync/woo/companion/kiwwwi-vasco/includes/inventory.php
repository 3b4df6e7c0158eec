<?php
/** VASCO's stock in the product's Inventory tab and in each variation, to be read only. */

namespace Kiwwwi\Vasco;

defined( 'ABSPATH' ) || exit;

/** When the connector last wrote the product's stock: RFC 3339, UTC. */
const SYNCED_AT_META = '_vasco_stock_synced_at';

add_action( 'woocommerce_product_options_inventory_product_data', __NAMESPACE__ . '\\show_product_stock' );
add_action( 'woocommerce_variation_options_inventory', __NAMESPACE__ . '\\show_variation_stock', 10, 3 );

function show_product_stock(): void {
	global $product_object;
	if ( ! $product_object instanceof \WC_Product ) {
		return;
	}
	$rows = stock_rows( $product_object );
	// A variable product's stock is its variations'; bundles and the like have none.
	if ( ! $product_object->is_type( 'simple' ) && ! has_value( $rows ) ) {
		return;
	}
	echo '<div class="options_group">';
	foreach ( $rows as $i => $row ) {
		print_row( 'form-field', 'kiwwwi-vasco-' . $i, $row );
	}
	echo '</div>';
}

/**
 * @param int      $loop      The variation's place in the list.
 * @param array    $data      Not used.
 * @param \WP_Post $variation The variation.
 */
function show_variation_stock( $loop, $data, $variation ): void {
	$product = wc_get_product( $variation->ID );
	if ( ! $product instanceof \WC_Product ) {
		return;
	}
	foreach ( stock_rows( $product ) as $i => $row ) {
		print_row( 'form-row form-row-full', 'kiwwwi-vasco-' . (int) $loop . '-' . $i, $row );
	}
}

/** What is shown of a product: pairs of label and text, which is empty where nothing is known. */
function stock_rows( \WC_Product $product ): array {
	$rows = array();
	foreach ( stored_fields() as $field ) {
		$rows[] = array( label_of( $field ), text_of( $product->get_meta( $field['key'], true ) ) );
	}
	if ( array() !== $rows ) {
		$rows[] = array( __( 'Last sync with VASCO', 'kiwwwi-vasco' ), local_time( $product->get_meta( SYNCED_AT_META, true ) ) );
	}
	return $rows;
}

function has_value( array $rows ): bool {
	foreach ( $rows as $row ) {
		if ( '' !== $row[1] ) {
			return true;
		}
	}
	return false;
}

function print_row( string $class, string $id, array $row ): void {
	printf(
		'<p class="%1$s"><label for="%2$s">%3$s</label><output id="%2$s">%4$s</output></p>',
		esc_attr( $class ),
		esc_attr( $id ),
		esc_html( $row[0] ),
		esc_html( '' === $row[1] ? '–' : $row[1] )
	);
}

/**
 * @param mixed $value A meta value; what is no single value is not shown.
 */
function text_of( $value ): string {
	return is_string( $value ) || is_int( $value ) || is_float( $value ) ? trim( (string) $value ) : '';
}

/**
 * A time in the site's zone and format; empty when it is none.
 *
 * @param mixed $value RFC 3339.
 */
function local_time( $value ): string {
	$rfc3339 = '/\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)\z/';
	if ( ! is_string( $value ) || ! preg_match( $rfc3339, $value ) ) {
		return '';
	}
	$timestamp = strtotime( $value );
	if ( false === $timestamp ) {
		return '';
	}
	return (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $timestamp );
}
