// FerretDB as the store of a contender (see ../../line.mjs). Argument: PostgreSQL URL. It listens on a free port of this machine, answers
// every request with its MongoDB URL and ends with its input.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	db, err := ferretdb.New(&ferretdb.Config{
		Listener:      ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:        slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:       "postgresql",
		PostgreSQLURL: os.Args[1],
	})
	if err != nil {
		slog.Error("FerretDB did not start", "error", err)
		os.Exit(1)
	}
	ctx, end := context.WithCancel(context.Background())
	go answer(db.MongoDBURI, end)
	if err := db.Run(ctx); err != nil {
		slog.Error("FerretDB ended", "error", err)
		os.Exit(1)
	}
}

// answer waits for the listener with its first line: the address is known only then.
func answer(url func() string, end func()) {
	defer end()
	address := url()
	fmt.Println(`@{"ready":true,"name":"FerretDB"}`)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		fmt.Printf("@{\"url\":%q}\n", address)
	}
}
