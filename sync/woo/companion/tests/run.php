<?php
/**
 * Runs every test_… function of the *_test.php files against the plugin:
 * php run.php. A warning of PHP is a failure.
 */

error_reporting( E_ALL );
set_error_handler(
	function ( $level, $message, $file, $line ) {
		throw new ErrorException( $message, 0, $level, $file, $line );
	}
);

require __DIR__ . '/wordpress.php';
require __DIR__ . '/woocommerce.php';
require __DIR__ . '/../kiwwwi-vasco/kiwwwi-vasco.php';
foreach ( glob( __DIR__ . '/*_test.php' ) as $file ) {
	require $file;
}

/** Notes a failure unless both are the same. */
function same( $got, $want, string $what ): void {
	global $failures;
	if ( $got !== $want ) {
		$failures[] = $what . ":\n    got  " . var_export( $got, true ) . "\n    want " . var_export( $want, true );
	}
}

$failed = 0;
$tests  = preg_grep( '/\Atest_/', get_defined_functions()['user'] );
foreach ( $tests as $test ) {
	$failures = array();
	Shop::fresh();
	printed( 'init' );
	try {
		$test();
	} catch ( Throwable $broken ) {
		$failures[] = (string) $broken;
	}
	foreach ( $failures as $failure ) {
		echo "$test: $failure\n";
	}
	$failed += count( $failures ) > 0 ? 1 : 0;
}
echo count( $tests ), " tests, $failed failed\n";
exit( $failed > 0 || 0 === count( $tests ) ? 1 : 0 );
