-- +goose Up
-- add column "live_actor" to table: "sync_runs"
ALTER TABLE `sync_runs` ADD COLUMN `live_actor` text NOT NULL DEFAULT '';
-- add column "away_since" to table: "sync_runs"
ALTER TABLE `sync_runs` ADD COLUMN `away_since` datetime NULL;

-- +goose Down
-- reverse: add column "away_since" to table: "sync_runs"
ALTER TABLE `sync_runs` DROP COLUMN `away_since`;
-- reverse: add column "live_actor" to table: "sync_runs"
ALTER TABLE `sync_runs` DROP COLUMN `live_actor`;
