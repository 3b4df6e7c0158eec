<?php
/** As much of WordPress and WooCommerce as the plugin uses, in memory. */

define( 'ABSPATH', '/nowhere/' );
define( 'WC_VERSION', '9.4.2' );

/** The shop: what a test sets before and looks at after. */
class Shop {
	public static $hooks = array();
	public static $routes = array();
	public static $boxes = array();
	public static $compatible = array();
	public static $options = array();
	public static $sites = array();
	public static $site = 1;
	public static $plugins = array();
	public static $active = array();
	public static $products = array();
	public static $orders = array();
	public static $order_tables = false;
	public static $may = array();
	public static $locale = 'en_US';

	public static function fresh() {
		self::$boxes        = array();
		self::$options      = array(
			'home'        => 'https://shop.example',
			'date_format' => 'j. n. Y',
			'time_format' => 'H:i',
			'timezone'    => 'Europe/Ljubljana',
		);
		self::$sites        = array();
		self::$site         = 1;
		self::$plugins      = array();
		self::$active       = array();
		self::$products     = array();
		self::$orders       = array();
		self::$order_tables = false;
		self::$may          = array( 'manage_woocommerce' );
		self::$locale       = 'en_US';
		$_GET               = array();
		$_POST              = array();
		unset( $_SERVER['REQUEST_URI'], $GLOBALS['product_object'] );
	}
}

function add_filter( $hook, $callback, $priority = 10, $arguments = 1 ) {
	Shop::$hooks[ $hook ][ $priority ][] = array( $callback, $arguments );
	return true;
}

function add_action( $hook, $callback, $priority = 10, $arguments = 1 ) {
	return add_filter( $hook, $callback, $priority, $arguments );
}

function apply_filters( $hook, ...$arguments ) {
	$callbacks = isset( Shop::$hooks[ $hook ] ) ? Shop::$hooks[ $hook ] : array();
	ksort( $callbacks );
	foreach ( array_merge( ...array_values( $callbacks ) ) as $each ) {
		$arguments[0] = call_user_func_array( $each[0], array_slice( $arguments, 0, $each[1] ) );
	}
	return $arguments[0];
}

/** What an action prints. */
function printed( $hook, ...$arguments ) {
	ob_start();
	$callbacks = isset( Shop::$hooks[ $hook ] ) ? Shop::$hooks[ $hook ] : array();
	ksort( $callbacks );
	foreach ( array_merge( ...array_values( $callbacks ) ) as $each ) {
		call_user_func_array( $each[0], array_slice( $arguments, 0, $each[1] ) );
	}
	return ob_get_clean();
}

function get_option( $name, $default = false ) {
	return array_key_exists( $name, Shop::$options ) ? Shop::$options[ $name ] : $default;
}

function update_option( $name, $value, $autoload = null ) {
	Shop::$options[ $name ] = $value;
	return true;
}

function delete_option( $name ) {
	unset( Shop::$options[ $name ] );
	return true;
}

function is_multisite() {
	return array() !== Shop::$sites;
}

function get_sites( $query ) {
	return array_keys( Shop::$sites );
}

function switch_to_blog( $id ) {
	Shop::$sites[ Shop::$site ] = Shop::$options;
	Shop::$site                 = $id;
	Shop::$options              = Shop::$sites[ $id ];
}

function restore_current_blog() {
	switch_to_blog( 1 );
}

function plugin_basename( $file ) {
	return basename( dirname( $file ) ) . '/' . basename( $file );
}

/** Reads the words of the site's language as WordPress 6.5 does. */
function load_plugin_textdomain( $domain, $deprecated, $path ) {
	Shop::$options['words from'] = $path;
	return true;
}

function __( $text, $domain ) {
	$file = __DIR__ . '/../' . get_option( 'words from' ) . "/$domain-" . Shop::$locale . '.l10n.php';
	if ( ! is_file( $file ) ) {
		return $text;
	}
	$words = include $file;
	return isset( $words['messages'][ $text ] ) ? $words['messages'][ $text ] : $text;
}

function esc_html__( $text, $domain ) {
	return esc_html( __( $text, $domain ) );
}

function esc_html( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}

function esc_attr( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}

function sanitize_text_field( $text ) {
	return trim( preg_replace( '/[\r\n\t ]+/', ' ', strip_tags( $text ) ) );
}

function is_serialized( $text ) {
	return 1 === preg_match( '/\A([aOsid]:\d|b:[01];|N;)/', trim( $text ) );
}

function wp_date( $format, $timestamp ) {
	$time = new DateTime( '@' . $timestamp );
	return $time->setTimezone( new DateTimeZone( get_option( 'timezone' ) ) )->format( $format );
}

function wp_parse_url( $url, $component ) {
	return parse_url( $url, $component );
}

function wp_unslash( $text ) {
	return stripslashes( $text );
}

function trailingslashit( $path ) {
	return rtrim( $path, '/' ) . '/';
}

function rest_get_url_prefix() {
	return 'wp-json';
}

function get_file_data( $file, $wanted ) {
	$found = array();
	foreach ( $wanted as $name => $header ) {
		preg_match( '/^ \* ' . $header . ':(.*)$/m', file_get_contents( $file ), $line );
		$found[ $name ] = trim( $line[1] );
	}
	return $found;
}

function get_plugins() {
	return Shop::$plugins;
}

function is_plugin_active( $file ) {
	return in_array( $file, Shop::$active, true );
}

function current_user_can( $what ) {
	return in_array( $what, Shop::$may, true );
}

function register_rest_route( $namespace, $path, $route ) {
	Shop::$routes[ $route['methods'] . ' /' . $namespace . $path ] = $route;
	return true;
}

/** What a route answers: WordPress asks for permission first. */
function answer( $route, array $parameters = array() ) {
	$route = Shop::$routes[ $route ];
	if ( true !== call_user_func( $route['permission_callback'], new WP_REST_Request( $parameters ) ) ) {
		return new WP_Error( 'rest_forbidden', 'Sorry, you are not allowed to do that.', array( 'status' => 403 ) );
	}
	return call_user_func( $route['callback'], new WP_REST_Request( $parameters ) );
}

class WP_REST_Request {
	private $parameters;

	public function __construct( array $parameters ) {
		$this->parameters = $parameters;
	}

	public function get_param( $name ) {
		return isset( $this->parameters[ $name ] ) ? $this->parameters[ $name ] : null;
	}
}

class WP_Error {
	public $code;
	public $message;
	public $data;

	public function __construct( $code, $message, $data ) {
		$this->code    = $code;
		$this->message = $message;
		$this->data    = $data;
	}
}

function is_wp_error( $thing ) {
	return $thing instanceof WP_Error;
}

class WP_Post {
	public $ID;

	public function __construct( $id ) {
		$this->ID = $id;
	}
}

/** The table of options, for the one question the plugin asks. */
class Database {
	public $options = 'wp_options';

	public function esc_like( $text ) {
		return addcslashes( $text, '_%\\' );
	}

	public function prepare( $query, ...$values ) {
		return array( $query, $values );
	}

	public function get_col( $prepared ) {
		list( $query, $values ) = $prepared;
		$asked = 'SELECT option_name FROM wp_options WHERE option_name LIKE %s ORDER BY option_name LIMIT %d';
		if ( $asked !== $query || 'kiwwwi\\_%' !== $values[0] ) {
			throw new Exception( 'another question: ' . $query . ' ' . $values[0] );
		}
		$names = array_values( preg_grep( '/\Akiwwwi_/', array_keys( Shop::$options ) ) );
		sort( $names );
		return array_slice( $names, 0, $values[1] );
	}
}

$wpdb = new Database();

class WC_Data {
	protected $meta;

	public function __construct( array $meta = array() ) {
		$this->meta = $meta;
	}

	public function get_meta( $key, $single ) {
		return isset( $this->meta[ $key ] ) ? $this->meta[ $key ] : '';
	}
}

class WC_Product extends WC_Data {
	private $type;

	public function __construct( $type, array $meta = array() ) {
		parent::__construct( $meta );
		$this->type = $type;
	}

	public function is_type( $type ) {
		return $type === $this->type;
	}
}

class WC_Order extends WC_Data {
}

/** A refund in the list of orders is no order. */
class WC_Order_Refund extends WC_Data {
}

function wc_get_product( $id ) {
	return isset( Shop::$products[ $id ] ) ? Shop::$products[ $id ] : false;
}

function wc_get_order( $id ) {
	return isset( Shop::$orders[ $id ] ) ? Shop::$orders[ $id ] : false;
}

function wc_get_page_screen_id( $for ) {
	return 'woocommerce_page_wc-orders';
}

function add_meta_box( $id, $title, $callback, $screen, $context ) {
	Shop::$boxes[] = compact( 'id', 'title', 'callback', 'screen', 'context' );
}
