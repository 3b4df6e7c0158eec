<?php

const STATUS   = 'GET /kiwwwi-vasco/v1/status';
const SETTINGS = 'GET /kiwwwi-vasco/v1/settings';
const FIELDS   = 'PUT /kiwwwi-vasco/v1/fields';

function routes(): array {
	Shop::$routes = array();
	printed( 'rest_api_init' );
	return array_keys( Shop::$routes );
}

function test_nobody_else_may_ask() {
	same( routes(), array( STATUS, SETTINGS, FIELDS ), 'routes' );
	Shop::$options['kiwwwi_schedule'] = 'hourly';
	foreach ( array( array(), array( 'read', 'edit_products', 'edit_shop_orders' ) ) as Shop::$may ) {
		foreach ( routes() as $route ) {
			same( answer( $route, array( 'fields' => array() ) )->data['status'], 403, $route );
		}
	}
	same( get_option( 'kiwwwi_vasco_companion_fields' ), false, 'nothing was set' );
}

/** Whether WooCommerce takes its keys for a request. */
function takes_keys( string $uri ): bool {
	$_SERVER['REQUEST_URI'] = $uri;
	return apply_filters( 'woocommerce_rest_is_request_to_rest_api', false );
}

function test_woocommerces_keys_open_our_routes_and_no_others() {
	foreach ( array(
		'/wp-json/kiwwwi-vasco/v1/settings'                           => true,
		'/wp-json/kiwwwi-vasco/v1/status?consumer_key=ck_1'           => true,
		'/wp-json/kiwwwi-vasco/v1/fields'                             => true,
		'/wp-json/kiwwwi-vasco/v1/other'                              => false,
		'/wp-json/kiwwwi-vasco/v1/status/../../../wp/v2/users'        => false,
		'/wp-json/kiwwwi-vasco/v1/x.php/wp-json/wp/v2/users'          => false,
		'/wp-json/wp/v2/users'                                        => false,
		'/wp-json/wp/v2/users?x=/wp-json/kiwwwi-vasco/v1/status'      => false,
		'/wp-json/wp/v2/users#/wp-json/kiwwwi-vasco/v1/status'        => false,
		'/blog/wp-json/kiwwwi-vasco/v1/status'                        => false,
		'//wp-json/kiwwwi-vasco/v1/status'                            => false,
		'/'                                                           => false,
	) as $uri => $taken ) {
		same( takes_keys( $uri ), $taken, $uri );
	}
	same( apply_filters( 'woocommerce_rest_is_request_to_rest_api', true ), true, "WooCommerce's own" );

	Shop::$options['home'] = 'https://shop.example/blog';
	same( takes_keys( '/blog/wp-json/kiwwwi-vasco/v1/status' ), true, 'a site in a folder' );
	same( takes_keys( '/wp-json/kiwwwi-vasco/v1/status' ), false, 'beside it' );
}

function test_a_route_by_another_name_is_not_opened() {
	$_GET = array( 'rest_route' => '/wp/v2/users' );
	same( takes_keys( '/wp-json/kiwwwi-vasco/v1/status?rest_route=/wp/v2/users' ), false, 'in the query' );
	$_GET  = array();
	$_POST = array( 'rest_route' => '/wp/v2/users' );
	same( takes_keys( '/wp-json/kiwwwi-vasco/v1/status' ), false, 'in a form' );
	$_POST = array();
	unset( $_SERVER['REQUEST_URI'] );
	same( apply_filters( 'woocommerce_rest_is_request_to_rest_api', false ), false, 'no request' );
}

function test_status() {
	routes();
	Shop::$order_tables = true;
	Shop::$plugins      = array(
		'kiwwwi-vasco/kiwwwi-vasco.php' => array( 'Name' => 'Kiwwwi VASCO', 'Version' => '1.0.0' ),
		'woo-erp/erp.php'               => array( 'Name' => 'WooCommerce – Vasco', 'Version' => '3.1' ),
		'vasco-old/vasco.php'           => array( 'Name' => 'ERP', 'Version' => '0.9' ),
		'woocommerce/woocommerce.php'   => array( 'Name' => 'WooCommerce', 'Version' => '9.4.2' ),
	);
	Shop::$active       = array( 'kiwwwi-vasco/kiwwwi-vasco.php', 'woo-erp/erp.php', 'woocommerce/woocommerce.php' );
	$status             = answer( STATUS );
	same( 1, preg_match( '/\A\d+\.\d+\.\d+\z/', $status['version'] ), 'version ' . $status['version'] );
	unset( $status['version'] );
	same(
		$status,
		array(
			'woocommerce' => '9.4.2',
			'hpos'        => true,
			'old_plugins' => array( array( 'file' => 'woo-erp/erp.php', 'name' => 'WooCommerce – Vasco', 'version' => '3.1' ) ),
			'fields'      => array(
				array( 'key' => 'zaloga_pri_dobavitelju', 'label' => '' ),
				array( 'key' => 'nasa_zaloga', 'label' => '' ),
			),
		),
		'status'
	);
	Shop::$order_tables = false;
	Shop::$active       = array();
	same( array( answer( STATUS )['hpos'], answer( STATUS )['old_plugins'] ), array( false, array() ), 'posts, no other plugin' );
}

function test_settings_are_the_former_plugins_without_secrets() {
	routes();
	Shop::$options = array(
		'blogname'                      => 'Shop',
		'kiwwwix'                       => 'another plugin',
		'kiwwwi_payment_map'            => array( 'bacs' => '3', 'cod' => array( 'id' => 7, 'active' => true ) ),
		'kiwwwi_blacklist'              => '["a@example.com","b@example.com"]',
		'kiwwwi_schedule'               => 'hourly',
		'kiwwwi_nothing'                => '',
		'kiwwwi_api_password'           => 'p',
		'kiwwwi_API_TOKEN'              => 't',
		'kiwwwi_geslo'                  => 'g',
		'kiwwwi_vasco'                  => array( 'url' => 'https://erp', 'apiKey' => 'k', 'more' => array( 'client_secret' => 's', 'a.password' => 'p', 'year' => 2026 ) ),
		'kiwwwi_json'                   => '{"user":"u","userPassword":"p"}',
		'kiwwwi_object'                 => new stdClass(),
		'kiwwwi_serialized'             => 'a:1:{s:8:"password";s:1:"p";}',
		'kiwwwi_vasco_companion_fields' => array(),
	);
	$answer = answer( SETTINGS );
	same(
		(array) $answer['settings'],
		array(
			'kiwwwi_blacklist'   => array( 'a@example.com', 'b@example.com' ),
			'kiwwwi_json'        => array( 'user' => 'u' ),
			'kiwwwi_nothing'     => '',
			'kiwwwi_payment_map' => array( 'bacs' => '3', 'cod' => array( 'id' => 7, 'active' => true ) ),
			'kiwwwi_schedule'    => 'hourly',
			'kiwwwi_vasco'       => array( 'url' => 'https://erp', 'more' => array( 'year' => 2026 ) ),
		),
		'settings'
	);
	same(
		$answer['left_out'],
		array(
			'kiwwwi_API_TOKEN', 'kiwwwi_api_password', 'kiwwwi_geslo', 'kiwwwi_json.userPassword', 'kiwwwi_object', 'kiwwwi_serialized',
			'kiwwwi_vasco.apiKey', 'kiwwwi_vasco.more.client_secret', 'kiwwwi_vasco.more.a.password',
		),
		'left out'
	);
}

function test_settings_without_a_former_plugin() {
	routes();
	same( json_encode( answer( SETTINGS ) ), '{"settings":{},"left_out":[],"complete":true}', 'answer' );
}

function test_settings_end_somewhere() {
	routes();
	$deep = 'bottom';
	for ( $i = 0; $i < 50; $i++ ) {
		$deep = array( 'in' => $deep );
	}
	Shop::$options['kiwwwi_deep'] = $deep;
	for ( $i = 1; $i < 500; $i++ ) {
		Shop::$options[ "kiwwwi_n$i" ] = $i;
	}
	Shop::$options['kiwwwi_vasco_companion_fields'] = array();
	$answer = answer( SETTINGS );
	same( array( count( (array) $answer['settings'] ), $answer['complete'] ), array( 500, true ), 'all' );
	same( substr_count( $answer['left_out'][0], '.in' ), 11, 'how deep' );

	Shop::$options['kiwwwi_a_further_one'] = 'x';
	$answer                                = answer( SETTINGS );
	same( array( count( (array) $answer['settings'] ), $answer['complete'] ), array( 500, false ), 'not all' );
}

function test_fields_are_set() {
	routes();
	$fields = array( array( 'key' => 'nasa_zaloga', 'label' => " <b>Na</b>\nzalogi " ), array( 'key' => '_shelf-2' ) );
	$want   = array( array( 'key' => 'nasa_zaloga', 'label' => 'Na zalogi' ), array( 'key' => '_shelf-2', 'label' => '' ) );
	same( answer( FIELDS, array( 'fields' => $fields ) ), array( 'fields' => $want ), 'answer' );
	same( get_option( 'kiwwwi_vasco_companion_fields' ), $want, 'stored' );
	same( answer( STATUS )['fields'], $want, 'told' );
	same( answer( FIELDS, array( 'fields' => array() ) ), array( 'fields' => array() ), 'none' );
}

function test_wrong_fields_are_refused() {
	routes();
	$field = array( 'key' => 'nasa_zaloga', 'label' => 'Stock' );
	foreach ( array(
		'nothing'          => null,
		'text'             => 'nasa_zaloga',
		'no list'          => $field,
		'names'            => array( 'first' => $field ),
		'no field'         => array( 'nasa_zaloga' ),
		'no key'           => array( array( 'label' => 'x' ) ),
		'an empty key'     => array( array( 'key' => '' ) ),
		'a key with space' => array( array( 'key' => 'a b' ) ),
		'a key with a line' => array( array( 'key' => "a\n" ) ),
		'a long key'       => array( array( 'key' => str_repeat( 'a', 101 ) ) ),
		'a number as key'  => array( array( 'key' => 7 ) ),
		'a list as label'  => array( array( 'key' => 'a', 'label' => array() ) ),
		'a long label'     => array( array( 'key' => 'a', 'label' => str_repeat( 'a', 201 ) ) ),
		'twice'            => array( $field, $field ),
		'too many'         => array_map(
			function ( $i ) {
				return array( 'key' => "f$i" );
			},
			range( 0, 20 )
		),
	) as $what => $fields ) {
		$answer = answer( FIELDS, array( 'fields' => $fields ) );
		same( is_wp_error( $answer ) ? $answer->data['status'] : $answer, 400, $what );
	}
	same( get_option( 'kiwwwi_vasco_companion_fields' ), false, 'nothing was set' );
}
