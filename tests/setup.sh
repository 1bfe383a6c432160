#!/usr/bin/env bash
# Debian packages the tests need beside Python: a browser for the journeys, PostgreSQL for the second database,
# what minifies the widget and checks its types, and what sees connections being made.
set -euo pipefail

missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium fonts-noto-cjk)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v esbuild >/dev/null || missing+=(esbuild)
command -v tsc >/dev/null || missing+=(node-typescript)
command -v strace >/dev/null || missing+=(strace)
[ ${#missing[@]} -eq 0 ] && exit 0

install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

if ! install; then
  echo "Not installed: ${missing[*]}. The tests that need them are skipped." >&2
  echo "Install them with: sudo apt-get install ${missing[*]}" >&2
fi
