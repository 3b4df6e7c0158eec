<?php
/**
 * Plugin Name: Kiwwwi VASCO
 * Description: Shows in the shop what the Kiwwwi VASCO connector knows: the stock of products in VASCO and the numbers of orders.
 * Version: 1.0.0
 * Author: Kiwwwi
 * License: MIT
 * Text Domain: kiwwwi-vasco
 * Domain Path: /languages
 * Requires at least: 6.2
 * Requires PHP: 7.4
 * Requires Plugins: woocommerce
 * WC requires at least: 8.2
 * Update URI: false
 */

namespace Kiwwwi\Vasco;

defined( 'ABSPATH' ) || exit;

const PLUGIN = __FILE__;

require_once __DIR__ . '/includes/fields.php';
require_once __DIR__ . '/includes/inventory.php';
require_once __DIR__ . '/includes/orders.php';
require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/rest.php';

add_action( 'init', __NAMESPACE__ . '\\load_translations' );
add_action( 'before_woocommerce_init', __NAMESPACE__ . '\\declare_compatibility' );

function load_translations(): void {
	load_plugin_textdomain( 'kiwwwi-vasco', false, dirname( plugin_basename( PLUGIN ) ) . '/languages' );
}

/** Orders are only reached through WooCommerce, wherever it stores them. */
function declare_compatibility(): void {
	if ( class_exists( '\\Automattic\\WooCommerce\\Utilities\\FeaturesUtil' ) ) {
		\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', PLUGIN, true );
	}
}

/** Whether orders are in tables of their own (HPOS) instead of among the posts. */
function uses_order_tables(): bool {
	return class_exists( '\\Automattic\\WooCommerce\\Utilities\\OrderUtil' )
		&& \Automattic\WooCommerce\Utilities\OrderUtil::custom_orders_table_usage_is_enabled();
}
