<?php
/** What the connector asks and sets: /wp-json/kiwwwi-vasco/v1. */

namespace Kiwwwi\Vasco;

defined( 'ABSPATH' ) || exit;

const API    = 'kiwwwi-vasco/v1';
const ROUTES = array(
	'status'   => array( 'GET', 'get_status' ),
	'settings' => array( 'GET', 'former_settings' ),
	'fields'   => array( 'PUT', 'put_fields' ),
);

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_routes' );
add_filter( 'woocommerce_rest_is_request_to_rest_api', __NAMESPACE__ . '\\accept_keys' );

function register_routes(): void {
	foreach ( ROUTES as $path => $route ) {
		register_rest_route(
			API,
			'/' . $path,
			array(
				'methods'             => $route[0],
				'callback'            => __NAMESPACE__ . '\\' . $route[1],
				'permission_callback' => __NAMESPACE__ . '\\may_manage',
			)
		);
	}
}

/** Whoever it is and however they logged in. */
function may_manage(): bool {
	return current_user_can( 'manage_woocommerce' );
}

/**
 * Has WooCommerce take its REST keys for our routes as well.
 *
 * @param bool $is_request Whether WooCommerce would take them anyway.
 */
function accept_keys( $is_request ): bool {
	return $is_request || is_own_route();
}

/** Whether the request goes to one of our routes, and to no other by a second name. */
function is_own_route(): bool {
	// WordPress takes a route from the query or a form before the one of the path.
	if ( isset( $_GET['rest_route'] ) || isset( $_POST['rest_route'] ) || empty( $_SERVER['REQUEST_URI'] ) ) {
		return false;
	}
	$path = wp_parse_url( wp_unslash( $_SERVER['REQUEST_URI'] ), PHP_URL_PATH );
	$home = wp_parse_url( (string) get_option( 'home' ), PHP_URL_PATH );
	$ours = trailingslashit( is_string( $home ) ? $home : '' ) . rest_get_url_prefix() . '/' . API . '/';
	foreach ( array_keys( ROUTES ) as $route ) {
		if ( $path === $ours . $route ) {
			return true;
		}
	}
	return false;
}

function get_status(): array {
	$header = get_file_data( PLUGIN, array( 'version' => 'Version' ) );
	return array(
		'version'     => $header['version'],
		'woocommerce' => defined( 'WC_VERSION' ) ? WC_VERSION : null,
		'hpos'        => uses_order_tables(),
		'old_plugins' => old_plugins(),
		'fields'      => stored_fields(),
	);
}

/** Active plugins other than this one that have VASCO in their name. */
function old_plugins(): array {
	if ( ! function_exists( 'get_plugins' ) ) {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
	}
	$found = array();
	foreach ( get_plugins() as $file => $data ) {
		$named = false !== stripos( $file . ' ' . $data['Name'], 'vasco' );
		if ( $named && plugin_basename( PLUGIN ) !== $file && is_plugin_active( $file ) ) {
			$found[] = array(
				'file'    => $file,
				'name'    => $data['Name'],
				'version' => $data['Version'],
			);
		}
	}
	return $found;
}

/**
 * @param \WP_REST_Request $request Its body is {"fields": [{"key": …, "label": …}]}.
 * @return array|\WP_Error
 */
function put_fields( $request ) {
	$fields = checked_fields( $request->get_param( 'fields' ) );
	if ( is_wp_error( $fields ) ) {
		return $fields;
	}
	update_option( FIELDS_OPTION, $fields, false );
	return array( 'fields' => $fields );
}
