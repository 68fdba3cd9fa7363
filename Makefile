# OpenMemory's targets, for who is used to them. Each is one call of npm or Tulving.
TULVING := node bin/tulving.js

.PHONY: help env build up ui migrate logs shell test down backup

help: ## What there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

env: ## Check the machine: Node, data directory, port, models
	$(TULVING) doctor

build: ## Install what is missing and build
	[ -d node_modules ] || npm ci
	npm run build

up: build ## Start the server, now and at each login
	$(TULVING) service install

ui: ## Serve here, and show the link of the dashboard
	npm start

migrate: build ## Bring the schema up to date
	$(TULVING) migrate up

logs: ## Where the server's log is
	$(TULVING) service status

shell: build ## A shell that knows `tulving`
	mkdir -p dist/bin && ln -sf ../../bin/tulving.js dist/bin/tulving
	PATH="$(CURDIR)/dist/bin:$$PATH" $${SHELL:-sh}

test: ## All tests
	npm test

down: ## Stop the server, and start it no more
	$(TULVING) service uninstall

backup: build ## Everything into one file
	$(TULVING) backup
