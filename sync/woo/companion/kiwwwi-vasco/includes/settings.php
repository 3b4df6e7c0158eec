<?php
/** The former plugin's settings, to be taken over by the connector; secrets stay here. */

namespace Kiwwwi\Vasco;

defined( 'ABSPATH' ) || exit;

const FORMER_PREFIX = 'kiwwwi_';
const MOST_SETTINGS = 500;
const DEEPEST       = 10;
const SECRET_WORDS  = array( 'password', 'secret', 'token', 'key', 'geslo' );

/** The settings by name, the names of what was left out, and whether that is all there are. */
function former_settings(): array {
	$settings = array();
	$left_out = array();
	$names    = former_options();
	foreach ( array_slice( $names, 0, MOST_SETTINGS ) as $name ) {
		$value = without_secrets( $name, $name, get_option( $name ), $left_out );
		if ( null !== $value ) {
			$settings[ $name ] = $value;
		}
	}
	return array(
		'settings' => (object) $settings,
		'left_out' => $left_out,
		'complete' => count( $names ) <= MOST_SETTINGS,
	);
}

/** The options' names: at least one more than is told, with our own left out. */
function former_options(): array {
	global $wpdb;
	$names = $wpdb->get_col(
		$wpdb->prepare(
			"SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s ORDER BY option_name LIMIT %d",
			$wpdb->esc_like( FORMER_PREFIX ) . '%',
			MOST_SETTINGS + 2
		)
	);
	return array_values( array_diff( $names, array( FIELDS_OPTION ) ) );
}

/**
 * A value without what is secret in it; null when nothing of it may be shown.
 *
 * @param string   $place    Where the value stands: names with dots between.
 * @param string   $name     What it is called there.
 * @param mixed    $value    The value.
 * @param string[] $left_out Gets the names of what was left out.
 * @param int      $depth    How deep the value stands.
 * @return mixed
 */
function without_secrets( string $place, string $name, $value, array &$left_out, int $depth = 0 ) {
	if ( $depth > DEEPEST || is_object( $value ) || is_secret( $name ) ) {
		$left_out[] = $place;
		return null;
	}
	if ( is_string( $value ) ) {
		// A list that was stored as text can hide what its name does not tell.
		if ( is_serialized( $value ) ) {
			$left_out[] = $place;
			return null;
		}
		$decoded = json_decode( $value, true );
		if ( is_array( $decoded ) ) {
			$value = $decoded;
		}
	}
	if ( ! is_array( $value ) ) {
		return $value;
	}
	$shown = array();
	foreach ( $value as $key => $part ) {
		$part = without_secrets( $place . '.' . $key, (string) $key, $part, $left_out, $depth + 1 );
		if ( null !== $part ) {
			$shown[ $key ] = $part;
		}
	}
	return $shown;
}

/** Whether the name says that what it names is secret. */
function is_secret( string $name ): bool {
	foreach ( SECRET_WORDS as $word ) {
		if ( false !== stripos( $name, $word ) ) {
			return true;
		}
	}
	return false;
}
