-- +goose Up
-- modify "pushes" table
ALTER TABLE "pushes" ADD COLUMN "compared" character varying NOT NULL DEFAULT 'NONE', ADD COLUMN "comparison" jsonb NULL;
-- create index "push_compared_order_id" to table: "pushes"
CREATE INDEX "push_compared_order_id" ON "pushes" ("compared", "order_id") WHERE ((compared)::text <> 'NONE'::text);
-- modify "shops" table
ALTER TABLE "shops" ADD COLUMN "sending_orders" character varying NOT NULL DEFAULT 'LIVE', ADD COLUMN "sending_stock" character varying NOT NULL DEFAULT 'LIVE';

-- +goose Down
-- reverse: modify "shops" table
ALTER TABLE "shops" DROP COLUMN "sending_stock", DROP COLUMN "sending_orders";
-- reverse: create index "push_compared_order_id" to table: "pushes"
DROP INDEX "push_compared_order_id";
-- reverse: modify "pushes" table
ALTER TABLE "pushes" DROP COLUMN "comparison", DROP COLUMN "compared";
