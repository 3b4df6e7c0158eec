<?php
return array(
	'domain'   => 'kiwwwi-vasco',
	'language' => 'sl_SI',
	'messages' => array(
		'Shows in the shop what the Kiwwwi VASCO connector knows: the stock of products in VASCO and the numbers of orders.' => 'V trgovini pokaže, kar ve povezovalnik Kiwwwi VASCO: zalogo izdelkov v VASCU in številke naročil.',
		'Stock at the supplier'                  => 'Zaloga pri dobavitelju',
		'Own stock'                              => 'Naša zaloga',
		'Last sync with VASCO'                   => 'Zadnja uskladitev z VASCOM',
		'VASCO'                                  => 'VASCO',
		'Number in VASCO:'                       => 'Številka v VASCU:',
		'This order has no number in VASCO yet.' => 'To naročilo še nima številke v VASCU.',
	),
);
