#!/bin/sh
# Installs the real programs that the tests start for themselves, where one is missing: on Debian and Ubuntu as root.
# Elsewhere it names them and ends with 1. No service is started or enabled by it to run now.
#
# PEERS          other pairs of "command package", separated by commas, instead of the list below
# POLICY_RC_D    where Debian looks whether services may be started (default /usr/sbin/policy-rc.d)
set -eu

# One pair a peer: the command that shows that it is there, and the Debian package that brings it.
peers=${PEERS:-haproxy haproxy, sshd openssh-server, busybox busybox, redis-server redis-server, postgres postgresql, nginx nginx, qemu-system-x86_64 qemu-system-x86}
guard=${POLICY_RC_D:-/usr/sbin/policy-rc.d}
# Daemons live in folders that a plain user's PATH often lacks.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

missing_packages() {
  # Debian puts PostgreSQL's programs into a folder of each version, which is there only after the package.
  for folder in /usr/lib/postgresql/*/bin; do PATH="$PATH:$folder"; done
  echo "$peers" | tr ',' '\n' | while read -r command package; do
    command -v "$command" >/dev/null 2>&1 || echo "$package"
  done | sort -u | tr '\n' ' ' | sed 's/ $//'
}

# Debian asks this file before it starts a service; 101 means that it must not.
forbid_starting_services() {
  trap allow_starting_services EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  if [ -e "$guard" ] && [ ! -e "$guard.before-peers" ]; then mv "$guard" "$guard.before-peers"; fi
  printf '#!/bin/sh\nexit 101\n' >"$guard"
  chmod 755 "$guard"
}

allow_starting_services() {
  rm -f "$guard"
  if [ -e "$guard.before-peers" ]; then mv "$guard.before-peers" "$guard"; fi
}

# $packages is a list: its words are meant to be split.
# shellcheck disable=SC2086
install_packages() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o DPkg::Lock::Timeout=120 \
    --no-install-recommends $packages
}

packages=$(missing_packages)
if [ -z "$packages" ]; then
  echo "peers: all there ($(echo "$peers" | tr ',' '\n' | awk '{ printf "%s%s", sep, $1; sep = ", " }'))"
  exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "peers: missing $packages. Install them with this system's package manager (their names there may differ)." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "peers: missing $packages. Install them with: sudo apt-get install --no-install-recommends $packages" >&2
  exit 1
fi

echo "peers: installing $packages with apt-get, without starting their services"
forbid_starting_services
# The package lists are fetched only where the ones at hand don't do.
install_packages || { apt-get update -q && install_packages; }

packages=$(missing_packages)
if [ -n "$packages" ]; then
  echo "peers: $packages still missing after apt-get." >&2
  exit 1
fi
