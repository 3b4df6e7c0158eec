<?php

/** An answer as it goes over the network. */
function sent( $answer ): array {
	$status = 200;
	if ( is_wp_error( $answer ) ) {
		$status = $answer->data['status'];
		$answer = array(
			'code'    => $answer->code,
			'message' => $answer->message,
			'data'    => $answer->data,
		);
	}
	$sent = json_decode( json_encode( $answer ), true );
	// Each shop's own.
	unset( $sent['version'], $sent['woocommerce'] );
	return array( $status, $sent );
}

/** Maps with their names in order: JSON has none. */
function in_order( $value ) {
	if ( ! is_array( $value ) ) {
		return $value;
	}
	$value = array_map( 'in_order', $value );
	if ( array_keys( $value ) !== array_keys( array_values( $value ) ) ) {
		ksort( $value );
	}
	return $value;
}

/** What the connector's simulated shop answers is held to the same file. */
function test_answers_are_those_the_connector_is_tested_with() {
	$cases = json_decode( file_get_contents( __DIR__ . '/../testdata/answers.json' ), true );
	same( count( $cases ) > 9, true, 'there are cases' );
	foreach ( $cases as $case ) {
		Shop::fresh();
		Shop::$options      = array_merge( Shop::$options, $case['options'] );
		Shop::$order_tables = true;
		if ( isset( $case['forbidden'] ) ) {
			Shop::$may = array();
		}
		routes();
		$got = sent( answer( $case['request'], isset( $case['body'] ) ? $case['body'] : array() ) );
		same( in_order( $got ), in_order( array( $case['status'], $case['answer'] ) ), $case['name'] );
	}
}
