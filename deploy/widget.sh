#!/usr/bin/env bash
# The widget as customers' pages load it: the loader, and everything behind its button in one file, minified.
# Needs esbuild 0.17.0 (Debian's package). The sources run as they are; this only makes them smaller.
set -euo pipefail

sources="$(dirname "$0")/../bot/web/static/widget"
out="${1:-$sources/../release}"
small=(--minify --charset=utf8 --target=es2022 --log-level=error)

esbuild "$sources/loader.js" "${small[@]}" --outfile="$out/loader.js"
esbuild "$sources/frame.js" "${small[@]}" --outfile="$out/frame.js"
esbuild "$sources/unread.js" "${small[@]}" --outfile="$out/unread.js"
esbuild "$sources/contrast.js" "${small[@]}" --outfile="$out/contrast.js"
esbuild "$sources/panel.js" "${small[@]}" --bundle --format=esm --outfile="$out/panel.js"
