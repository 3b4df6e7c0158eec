<?php
/** WooCommerce's own classes the plugin asks. */

namespace Automattic\WooCommerce\Utilities;

class OrderUtil {
	public static function custom_orders_table_usage_is_enabled() {
		return \Shop::$order_tables;
	}
}

class FeaturesUtil {
	public static function declare_compatibility( $feature, $plugin, $positive ) {
		\Shop::$compatible[ $feature ] = array( $plugin, $positive );
	}
}
