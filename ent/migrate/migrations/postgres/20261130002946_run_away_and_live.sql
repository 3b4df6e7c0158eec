-- +goose Up
-- modify "sync_runs" table
ALTER TABLE "sync_runs" ADD COLUMN "live_actor" character varying NOT NULL DEFAULT '', ADD COLUMN "away_since" timestamptz NULL;

-- +goose Down
-- reverse: modify "sync_runs" table
ALTER TABLE "sync_runs" DROP COLUMN "away_since", DROP COLUMN "live_actor";
