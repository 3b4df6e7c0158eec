-- +goose Up
-- modify "payment_mappings" table
ALTER TABLE "payment_mappings" ADD COLUMN "send_statuses" jsonb NULL, ADD COLUMN "term_days" bigint NULL, ADD COLUMN "term_from" character varying NOT NULL DEFAULT 'DOCUMENT_DATE', ADD COLUMN "mark_unpaid" boolean NOT NULL DEFAULT false;

-- +goose Down
-- reverse: modify "payment_mappings" table
ALTER TABLE "payment_mappings" DROP COLUMN "mark_unpaid", DROP COLUMN "term_from", DROP COLUMN "term_days", DROP COLUMN "send_statuses";
