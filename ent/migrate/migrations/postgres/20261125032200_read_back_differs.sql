-- +goose Up
-- create index "push_read_back_note_order_id" to table: "pushes"
CREATE INDEX "push_read_back_note_order_id" ON "pushes" ("read_back_note", "order_id") WHERE ((read_back_note)::text <> ''::text);

-- +goose Down
-- reverse: create index "push_read_back_note_order_id" to table: "pushes"
DROP INDEX "push_read_back_note_order_id";
