.DEFAULT_GOAL := help
.PHONY: help run test bench generate lint build need-node node-modules

# Sources of the SPA: what Vite builds dist/app from.
spa := $(shell find frontend \( -name node_modules -o -name dist -o -name e2e \) -prune -o -type f -print)

help: ## list what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: need-node build ## build everything and start the service with its demo on http://127.0.0.1:8080
	bin/vasco serve --demo

test: ## all that CI runs; as root on Debian it installs what is missing
	@.ci/test

bench: ## run the benchmarks, one line each: name value unit
	@.ci/install go gcc
	@go build -o bin/vasco ./server
	@go run ./server/bench -binary bin/vasco

generate: node-modules ## regenerate the generated code
	go generate .
	npm --prefix frontend run codegen

lint: ## check the Go code: style, mistakes, import zones
	@go build -modfile=.tools/go.mod -o .tools/bin/ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@.tools/bin/golangci-lint run

need-node:
	@.ci/install node

# Without Node the server has a page in place of the SPA that says so.
build: $(if $(shell command -v npm),frontend/dist/app/index.html) ## build bin/vasco with its page
	@.ci/install go gcc
	go build -o bin/vasco ./server

frontend/dist/app/index.html: $(spa) | node-modules
	npm --prefix frontend run build

# Installed again only when the lock file has changed.
node-modules: frontend/node_modules/.package-lock.json
frontend/node_modules/.package-lock.json: frontend/package-lock.json
	@.ci/install node
	npm --prefix frontend ci --no-audit --no-fund
	@touch $@
