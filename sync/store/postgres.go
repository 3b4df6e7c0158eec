package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// maxPostgresConns bounds one replica's connections: PostgreSQL's own default
// limit is 100 for all of them.
const maxPostgresConns = 16

func openPostgres(ctx context.Context, url string) (*Store, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		// pgx's own words may hold the password.
		return nil, errors.New("database URL: PostgreSQL's driver cannot read it")
	}
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(readUTC))
	db.SetMaxOpenConns(maxPostgresConns)
	db.SetMaxIdleConns(maxPostgresConns)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach PostgreSQL at %s:%d: %w", config.Host, config.Port, err), db.Close())
	}
	poolConfig, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errors.Join(errors.New("database URL: PostgreSQL's driver cannot read it"), db.Close())
	}
	poolConfig.MaxConns = 4
	listen, err := pgxpool.NewWithConfig(ctx, poolConfig)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open PostgreSQL for notifications: %w", err), db.Close())
	}
	return &Store{Dialect: dialect.Postgres, Write: db, Read: db, Listen: listen}, nil
}

// readUTC lets times come back in UTC, as SQLite's driver gives them, not in
// the machine's zone.
func readUTC(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{
		Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
	})
	return nil
}
