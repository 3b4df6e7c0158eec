<?php
/** Which inventory fields are shown; the connector sets them through the REST route. */

namespace Kiwwwi\Vasco;

defined( 'ABSPATH' ) || exit;

const FIELDS_OPTION = 'kiwwwi_vasco_companion_fields';
const MOST_FIELDS   = 20;

/** Fields with an empty label have the words of the reader's language. */
function default_fields(): array {
	return array(
		array(
			'key'   => 'zaloga_pri_dobavitelju',
			'label' => '',
		),
		array(
			'key'   => 'nasa_zaloga',
			'label' => '',
		),
	);
}

/** The fields as they were set, or the default ones. */
function stored_fields(): array {
	$fields = checked_fields( get_option( FIELDS_OPTION ) );
	return is_wp_error( $fields ) ? default_fields() : $fields;
}

/**
 * Fields as they may be stored: a list of {key, label}, or what is wrong with it.
 *
 * @param mixed $fields Whatever somebody sent.
 * @return array|\WP_Error
 */
function checked_fields( $fields ) {
	if ( ! is_array( $fields ) || array_keys( $fields ) !== array_keys( array_values( $fields ) ) ) {
		return invalid_fields( 'fields must be a list' );
	}
	if ( count( $fields ) > MOST_FIELDS ) {
		return invalid_fields( 'there are too many fields' );
	}
	$checked = array();
	foreach ( $fields as $field ) {
		$key   = is_array( $field ) && isset( $field['key'] ) ? $field['key'] : null;
		$label = is_array( $field ) && isset( $field['label'] ) ? $field['label'] : '';
		if ( ! is_string( $key ) || ! preg_match( '/\A[A-Za-z0-9_-]{1,100}\z/', $key ) ) {
			return invalid_fields( 'a key has 1 to 100 letters, digits, _ or -' );
		}
		if ( ! is_string( $label ) || strlen( $label ) > 200 ) {
			return invalid_fields( 'a label is a text of at most 200 bytes' );
		}
		if ( isset( $checked[ $key ] ) ) {
			return invalid_fields( 'a key comes twice' );
		}
		$checked[ $key ] = array(
			'key'   => $key,
			'label' => sanitize_text_field( $label ),
		);
	}
	return array_values( $checked );
}

function invalid_fields( string $why ): \WP_Error {
	return new \WP_Error( 'kiwwwi_vasco_invalid_fields', $why, array( 'status' => 400 ) );
}

function label_of( array $field ): string {
	if ( '' !== $field['label'] ) {
		return $field['label'];
	}
	switch ( $field['key'] ) {
		case 'zaloga_pri_dobavitelju':
			return __( 'Stock at the supplier', 'kiwwwi-vasco' );
		case 'nasa_zaloga':
			return __( 'Own stock', 'kiwwwi-vasco' );
		default:
			return $field['key'];
	}
}
