#!/usr/bin/env bash
# A PostgreSQL server of its own, in a folder, for the tests that need one:
#   scripts/test-database.sh start FOLDER     prints its address, for DRAMATIS_TEST_DATABASE
#   scripts/test-database.sh restart FOLDER   for DRAMATIS_RESTART_DATABASE
#   scripts/test-database.sh stop FOLDER
# PostgreSQL 15 or newer and pgvector are installed from Debian's packages where they are missing and that is allowed (as
# root); pgvector is built from Debian's source where there is no package of it.
set -euo pipefail

verb="${1:-}"
folder="${2:-}"
if [ -z "$verb" ] || [ -z "$folder" ]; then
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi

newest() {
  local bin
  for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
    if [ -x "$bin/initdb" ] && [ "$(basename "$(dirname "$bin")")" -ge 15 ]; then
      printf '%s' "$bin"
      return
    fi
  done
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# PostgreSQL refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$(printf '%q ' "$@")"; else "$@"; fi
}

build_vector() {
  local bin="$1" version="$2" at
  at="$(mktemp -d)"
  mkdir -p "$at/lists/partial" "$at/archives/partial"
  printf 'deb-src http://deb.debian.org/debian trixie main\n' >"$at/sources.list"
  local options="-o Dir::Etc::sourcelist=$at/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$at/lists -o Dir::Cache=$at -o APT::Sandbox::User=root"
  (
    cd "$at"
    # shellcheck disable=SC2086
    apt-get $options update -qq && apt-get $options source -qq --download-only pgvector
    apt-get install -y -qq --no-install-recommends "postgresql-server-dev-$version" make gcc
    tar xzf pgvector_*.orig.tar.gz
    cd pgvector-*/
    make -s OPTFLAGS= PG_CONFIG="$bin/pg_config" with_llvm=no
    make -s install PG_CONFIG="$bin/pg_config" with_llvm=no
  )
  rm -rf "$at"
}

install_missing() {
  local bin version
  if [ -z "$(newest)" ] && may_install; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql
  fi
  bin="$(newest)"
  [ -n "$bin" ] || return 0
  version="$(basename "$(dirname "$bin")")"
  if [ ! -e "/usr/share/postgresql/$version/extension/vector.control" ] && may_install; then
    apt-get install -y -qq "postgresql-$version-pgvector" || build_vector "$bin" "$version" || true
  fi
}

case "$verb" in
  start)
    install_missing >/dev/null 2>&1 </dev/null
    bin="$(newest)"
    if [ -z "$bin" ]; then
      printf 'no PostgreSQL 15 or newer here\n' >&2
      exit 1
    fi
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    port="$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
    printf '%s' "$port" >"$folder/port"
    as_server "$bin/initdb" -D "$folder/data" -A trust -U dramatis >/dev/null
    as_server "$bin/pg_ctl" -D "$folder/data" -w -o "-p $port -k $folder -c max_connections=200" -l "$folder/log" start >/dev/null
    printf 'postgres://dramatis@127.0.0.1:%s/postgres\n' "$port"
    ;;
  restart)
    as_server "$(newest)/pg_ctl" -D "$folder/data" -m fast -w -o "-p $(cat "$folder/port") -k $folder -c max_connections=200" -l "$folder/log" restart >/dev/null
    ;;
  stop)
    as_server "$(newest)/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null
    ;;
  *)
    printf '%s: expected start, restart or stop\n' "$verb" >&2
    exit 2
    ;;
esac
