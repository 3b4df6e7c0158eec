-- +goose Up
-- create "api_calls" table
CREATE TABLE `api_calls` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `system` text NOT NULL, `shop_id` integer NOT NULL DEFAULT (0), `connection_id` integer NOT NULL DEFAULT (0), `order_id` integer NOT NULL DEFAULT (0), `operation` text NOT NULL, `method` text NOT NULL, `path` text NOT NULL, `status` integer NOT NULL DEFAULT (0), `duration_ms` integer NOT NULL, `request` blob NULL, `response` blob NULL, `error` text NOT NULL DEFAULT (''), `at` datetime NOT NULL);
-- create index "apicall_order_id_id" to table: "api_calls"
CREATE INDEX `apicall_order_id_id` ON `api_calls` (`order_id`, `id`);
-- create index "apicall_shop_id_id" to table: "api_calls"
CREATE INDEX `apicall_shop_id_id` ON `api_calls` (`shop_id`, `id`);
-- create index "apicall_connection_id_id" to table: "api_calls"
CREATE INDEX `apicall_connection_id_id` ON `api_calls` (`connection_id`, `id`);
-- create index "apicall_at" to table: "api_calls"
CREATE INDEX `apicall_at` ON `api_calls` (`at`);
-- create index "apicall_system_id" to table: "api_calls"
CREATE INDEX `apicall_system_id` ON `api_calls` (`system`, `id`) WHERE error <> '';
-- create "blacklist_entries" table
CREATE TABLE `blacklist_entries` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `pattern` text NOT NULL, `note` text NOT NULL DEFAULT (''), `blocked_count` integer NOT NULL DEFAULT (0), `last_blocked_at` datetime NULL, `last_order` text NOT NULL DEFAULT (''));
-- create index "blacklistentry_shop_id_pattern" to table: "blacklist_entries"
CREATE UNIQUE INDEX `blacklistentry_shop_id_pattern` ON `blacklist_entries` (`shop_id`, `pattern`);
-- create "deliveries" table
CREATE TABLE `deliveries` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `shop_id` integer NOT NULL, `topic` text NOT NULL, `resource_id` integer NOT NULL, `hash` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL, `note` text NOT NULL DEFAULT (''), `body` blob NULL, `source` text NOT NULL DEFAULT (''), `woo_delivery_id` text NOT NULL DEFAULT (''), `webhook_id` text NOT NULL DEFAULT (''), `modified` datetime NULL, `count` integer NOT NULL DEFAULT (1), `received_at` datetime NOT NULL, `last_received_at` datetime NOT NULL, `processed_at` datetime NULL);
-- create index "delivery_topic_shop_id_resource_id_hash" to table: "deliveries"
CREATE UNIQUE INDEX `delivery_topic_shop_id_resource_id_hash` ON `deliveries` (`topic`, `shop_id`, `resource_id`, `hash`);
-- create index "delivery_resource_id_shop_id_state" to table: "deliveries"
CREATE INDEX `delivery_resource_id_shop_id_state` ON `deliveries` (`resource_id`, `shop_id`, `state`);
-- create index "delivery_shop_id_id" to table: "deliveries"
CREATE INDEX `delivery_shop_id_id` ON `deliveries` (`shop_id`, `id`);
-- create index "delivery_state_id" to table: "deliveries"
CREATE INDEX `delivery_state_id` ON `deliveries` (`state`, `id`);
-- create index "delivery_refused" to table: "deliveries"
CREATE INDEX `delivery_refused` ON `deliveries` (`shop_id`, `source`, `last_received_at`) WHERE state = 'REFUSED';
-- create "events" table
CREATE TABLE `events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `at` datetime NOT NULL, `kind` text NOT NULL, `level` text NOT NULL, `shop_id` integer NOT NULL DEFAULT (0), `order_id` integer NOT NULL DEFAULT (0), `actor` text NOT NULL DEFAULT (''), `params` json NOT NULL);
-- create index "event_shop_id_id" to table: "events"
CREATE INDEX `event_shop_id_id` ON `events` (`shop_id`, `id`);
-- create index "event_order_id_id" to table: "events"
CREATE INDEX `event_order_id_id` ON `events` (`order_id`, `id`);
-- create index "event_kind_id" to table: "events"
CREATE INDEX `event_kind_id` ON `events` (`kind`, `id`);
-- create index "event_level_id" to table: "events"
CREATE INDEX `event_level_id` ON `events` (`level`, `id`);
-- create "leases" table
CREATE TABLE `leases` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `owner` text NOT NULL, `fence` integer NOT NULL, `expires_at` datetime NOT NULL);
-- create index "leases_name_key" to table: "leases"
CREATE UNIQUE INDEX `leases_name_key` ON `leases` (`name`);
-- create index "lease_expires_at" to table: "leases"
CREATE INDEX `lease_expires_at` ON `leases` (`expires_at`);
-- create "meta" table
CREATE TABLE `meta` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `key` text NOT NULL, `value` text NOT NULL);
-- create index "meta_key_key" to table: "meta"
CREATE UNIQUE INDEX `meta_key_key` ON `meta` (`key`);
-- create "orders" table
CREATE TABLE `orders` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `shop_order_id` integer NOT NULL, `order_key` text NOT NULL, `number` text NOT NULL, `status` text NOT NULL, `currency` text NOT NULL, `total_minor` integer NOT NULL, `customer` text NOT NULL, `customer_key` text NOT NULL DEFAULT (''), `email` text NOT NULL, `payment_method` text NOT NULL, `payment_title` text NOT NULL, `placed_at` datetime NOT NULL, `modified_at` datetime NULL, `body` blob NOT NULL, `body_hash` text NOT NULL, `presence` text NOT NULL DEFAULT ('PRESENT'));
-- create index "order_shop_id_shop_order_id_order_key" to table: "orders"
CREATE UNIQUE INDEX `order_shop_id_shop_order_id_order_key` ON `orders` (`shop_id`, `shop_order_id`, `order_key`);
-- create index "order_shop_id_id" to table: "orders"
CREATE INDEX `order_shop_id_id` ON `orders` (`shop_id`, `id`);
-- create index "order_placed_at_shop_id" to table: "orders"
CREATE INDEX `order_placed_at_shop_id` ON `orders` (`placed_at`, `shop_id`);
-- create index "order_number" to table: "orders"
CREATE INDEX `order_number` ON `orders` (`number`);
-- create index "order_email" to table: "orders"
CREATE INDEX `order_email` ON `orders` (`email`);
-- create index "order_customer_key" to table: "orders"
CREATE INDEX `order_customer_key` ON `orders` (`customer_key`);
-- create "order_requests" table
CREATE TABLE `order_requests` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `shop_id` integer NOT NULL, `shop_order_id` integer NOT NULL, `requested` integer NOT NULL, `begun` integer NOT NULL DEFAULT (0), `done` integer NOT NULL DEFAULT (0), `read` bool NOT NULL DEFAULT (false), `touched_at` datetime NOT NULL);
-- create index "orderrequest_shop_id_shop_order_id" to table: "order_requests"
CREATE UNIQUE INDEX `orderrequest_shop_id_shop_order_id` ON `order_requests` (`shop_id`, `shop_order_id`);
-- create "partners" table
CREATE TABLE `partners` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `connection_id` integer NOT NULL, `key` text NOT NULL, `code` text NOT NULL DEFAULT (''), `name` text NOT NULL DEFAULT (''), `found` text NOT NULL DEFAULT ('UNKNOWN'), `intent` text NOT NULL DEFAULT ('NONE'), `payload` blob NULL, `post_deadline` datetime NULL, `attempt` integer NOT NULL DEFAULT (0));
-- create index "partner_connection_id_key" to table: "partners"
CREATE UNIQUE INDEX `partner_connection_id_key` ON `partners` (`connection_id`, `key`);
-- create "payment_mappings" table
CREATE TABLE `payment_mappings` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `method` text NOT NULL, `title` text NOT NULL DEFAULT (''), `payment_id` text NOT NULL DEFAULT (''), `status` text NOT NULL DEFAULT ('NEW'));
-- create index "paymentmapping_shop_id_method" to table: "payment_mappings"
CREATE UNIQUE INDEX `paymentmapping_shop_id_method` ON `payment_mappings` (`shop_id`, `method`);
-- create "pushes" table
CREATE TABLE `pushes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `connection_id` integer NOT NULL DEFAULT (0), `state` text NOT NULL, `reason` text NOT NULL DEFAULT (''), `reason_params` json NULL, `reason_ref` text NOT NULL DEFAULT (''), `origin` text NOT NULL DEFAULT ('NONE'), `number` text NOT NULL DEFAULT (''), `year` text NOT NULL DEFAULT (''), `company` text NOT NULL DEFAULT (''), `shop_number` text NOT NULL DEFAULT (''), `partner_code` text NOT NULL DEFAULT (''), `chosen_partner` text NOT NULL DEFAULT (''), `accept_difference` bool NOT NULL DEFAULT (false), `person_skipped` bool NOT NULL DEFAULT (false), `attempt` integer NOT NULL DEFAULT (0), `intent` text NOT NULL DEFAULT ('NONE'), `document_date` datetime NULL, `payload` blob NULL, `gross_minor` integer NOT NULL DEFAULT (0), `difference_minor` integer NOT NULL DEFAULT (0), `post_deadline` datetime NULL, `sent_hash` text NOT NULL DEFAULT (''), `sent` json NULL, `changed` text NOT NULL DEFAULT (''), `changed_params` json NULL, `synced_at` datetime NULL, `read_back_at` datetime NULL, `read_back_note` text NOT NULL DEFAULT (''), `written_back_at` datetime NULL, `blacklist_id` integer NOT NULL DEFAULT (0), `state_since` datetime NOT NULL, `order_id` integer NOT NULL, CONSTRAINT `pushes_orders_pushes` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE NO ACTION);
-- create index "push_order_id_connection_id" to table: "pushes"
CREATE UNIQUE INDEX `push_order_id_connection_id` ON `pushes` (`order_id`, `connection_id`);
-- create index "push_company_year_number" to table: "pushes"
CREATE UNIQUE INDEX `push_company_year_number` ON `pushes` (`company`, `year`, `number`) WHERE number <> '';
-- create index "push_state_order_id" to table: "pushes"
CREATE INDEX `push_state_order_id` ON `pushes` (`state`, `order_id`);
-- create index "push_shop_id_state_order_id" to table: "pushes"
CREATE INDEX `push_shop_id_state_order_id` ON `pushes` (`shop_id`, `state`, `order_id`);
-- create index "push_reason_ref" to table: "pushes"
CREATE INDEX `push_reason_ref` ON `pushes` (`reason_ref`);
-- create index "push_reason_order_id" to table: "pushes"
CREATE INDEX `push_reason_order_id` ON `pushes` (`reason`, `order_id`);
-- create index "push_number" to table: "pushes"
CREATE INDEX `push_number` ON `pushes` (`number`) WHERE number <> '';
-- create index "push_changed_order_id" to table: "pushes"
CREATE INDEX `push_changed_order_id` ON `pushes` (`changed`, `order_id`) WHERE changed <> '';
-- create index "push_synced_at_shop_id" to table: "pushes"
CREATE INDEX `push_synced_at_shop_id` ON `pushes` (`synced_at`, `shop_id`) WHERE synced_at IS NOT NULL;
-- create index "push_problems" to table: "pushes"
CREATE INDEX `push_problems` ON `pushes` (`state`, `reason`, `reason_ref`, `shop_id`, `state_since`) WHERE reason <> '';
-- create "shops" table
CREATE TABLE `shops` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `key` text NOT NULL, `name` text NOT NULL, `url` text NOT NULL, `home_url` text NOT NULL DEFAULT (''), `timezone` text NOT NULL DEFAULT ('Europe/Ljubljana'), `consumer_key` blob NOT NULL, `consumer_secret` blob NOT NULL, `webhook_secret` blob NOT NULL, `auth` text NOT NULL DEFAULT ('auto'), `settings` json NOT NULL, `webhooks` json NULL, `last_delivery_at` datetime NULL, `unreachable_since` datetime NULL, `connection_id` integer NULL, CONSTRAINT `shops_vasco_connections_shops` FOREIGN KEY (`connection_id`) REFERENCES `vasco_connections` (`id`) ON DELETE SET NULL);
-- create index "shops_key_key" to table: "shops"
CREATE UNIQUE INDEX `shops_key_key` ON `shops` (`key`);
-- create "vasco_connections" table
CREATE TABLE `vasco_connections` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `name` text NOT NULL, `base_url` text NOT NULL, `username` text NOT NULL, `password` blob NOT NULL, `tax_number` text NOT NULL, `profile` text NOT NULL DEFAULT ('kiwwwi'), `profile_overrides` json NULL, `concurrency` integer NOT NULL DEFAULT (4), `settle_seconds` integer NOT NULL DEFAULT (120), `search_proven_at` datetime NULL, `unreachable_since` datetime NULL);

-- +goose Down
-- reverse: create "vasco_connections" table
DROP TABLE `vasco_connections`;
-- reverse: create index "shops_key_key" to table: "shops"
DROP INDEX `shops_key_key`;
-- reverse: create "shops" table
DROP TABLE `shops`;
-- reverse: create index "push_problems" to table: "pushes"
DROP INDEX `push_problems`;
-- reverse: create index "push_synced_at_shop_id" to table: "pushes"
DROP INDEX `push_synced_at_shop_id`;
-- reverse: create index "push_changed_order_id" to table: "pushes"
DROP INDEX `push_changed_order_id`;
-- reverse: create index "push_number" to table: "pushes"
DROP INDEX `push_number`;
-- reverse: create index "push_reason_order_id" to table: "pushes"
DROP INDEX `push_reason_order_id`;
-- reverse: create index "push_reason_ref" to table: "pushes"
DROP INDEX `push_reason_ref`;
-- reverse: create index "push_shop_id_state_order_id" to table: "pushes"
DROP INDEX `push_shop_id_state_order_id`;
-- reverse: create index "push_state_order_id" to table: "pushes"
DROP INDEX `push_state_order_id`;
-- reverse: create index "push_company_year_number" to table: "pushes"
DROP INDEX `push_company_year_number`;
-- reverse: create index "push_order_id_connection_id" to table: "pushes"
DROP INDEX `push_order_id_connection_id`;
-- reverse: create "pushes" table
DROP TABLE `pushes`;
-- reverse: create index "paymentmapping_shop_id_method" to table: "payment_mappings"
DROP INDEX `paymentmapping_shop_id_method`;
-- reverse: create "payment_mappings" table
DROP TABLE `payment_mappings`;
-- reverse: create index "partner_connection_id_key" to table: "partners"
DROP INDEX `partner_connection_id_key`;
-- reverse: create "partners" table
DROP TABLE `partners`;
-- reverse: create index "orderrequest_shop_id_shop_order_id" to table: "order_requests"
DROP INDEX `orderrequest_shop_id_shop_order_id`;
-- reverse: create "order_requests" table
DROP TABLE `order_requests`;
-- reverse: create index "order_customer_key" to table: "orders"
DROP INDEX `order_customer_key`;
-- reverse: create index "order_email" to table: "orders"
DROP INDEX `order_email`;
-- reverse: create index "order_number" to table: "orders"
DROP INDEX `order_number`;
-- reverse: create index "order_placed_at_shop_id" to table: "orders"
DROP INDEX `order_placed_at_shop_id`;
-- reverse: create index "order_shop_id_id" to table: "orders"
DROP INDEX `order_shop_id_id`;
-- reverse: create index "order_shop_id_shop_order_id_order_key" to table: "orders"
DROP INDEX `order_shop_id_shop_order_id_order_key`;
-- reverse: create "orders" table
DROP TABLE `orders`;
-- reverse: create index "meta_key_key" to table: "meta"
DROP INDEX `meta_key_key`;
-- reverse: create "meta" table
DROP TABLE `meta`;
-- reverse: create index "lease_expires_at" to table: "leases"
DROP INDEX `lease_expires_at`;
-- reverse: create index "leases_name_key" to table: "leases"
DROP INDEX `leases_name_key`;
-- reverse: create "leases" table
DROP TABLE `leases`;
-- reverse: create index "event_level_id" to table: "events"
DROP INDEX `event_level_id`;
-- reverse: create index "event_kind_id" to table: "events"
DROP INDEX `event_kind_id`;
-- reverse: create index "event_order_id_id" to table: "events"
DROP INDEX `event_order_id_id`;
-- reverse: create index "event_shop_id_id" to table: "events"
DROP INDEX `event_shop_id_id`;
-- reverse: create "events" table
DROP TABLE `events`;
-- reverse: create index "delivery_refused" to table: "deliveries"
DROP INDEX `delivery_refused`;
-- reverse: create index "delivery_state_id" to table: "deliveries"
DROP INDEX `delivery_state_id`;
-- reverse: create index "delivery_shop_id_id" to table: "deliveries"
DROP INDEX `delivery_shop_id_id`;
-- reverse: create index "delivery_resource_id_shop_id_state" to table: "deliveries"
DROP INDEX `delivery_resource_id_shop_id_state`;
-- reverse: create index "delivery_topic_shop_id_resource_id_hash" to table: "deliveries"
DROP INDEX `delivery_topic_shop_id_resource_id_hash`;
-- reverse: create "deliveries" table
DROP TABLE `deliveries`;
-- reverse: create index "blacklistentry_shop_id_pattern" to table: "blacklist_entries"
DROP INDEX `blacklistentry_shop_id_pattern`;
-- reverse: create "blacklist_entries" table
DROP TABLE `blacklist_entries`;
-- reverse: create index "apicall_system_id" to table: "api_calls"
DROP INDEX `apicall_system_id`;
-- reverse: create index "apicall_at" to table: "api_calls"
DROP INDEX `apicall_at`;
-- reverse: create index "apicall_connection_id_id" to table: "api_calls"
DROP INDEX `apicall_connection_id_id`;
-- reverse: create index "apicall_shop_id_id" to table: "api_calls"
DROP INDEX `apicall_shop_id_id`;
-- reverse: create index "apicall_order_id_id" to table: "api_calls"
DROP INDEX `apicall_order_id_id`;
-- reverse: create "api_calls" table
DROP TABLE `api_calls`;
