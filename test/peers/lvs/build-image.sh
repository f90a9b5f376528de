#!/usr/bin/env bash
# Builds what a small virtual machine boots from: Debian's cloud kernel with its real IPVS, ipvsadm and an SSH server.
#
#   build-image.sh DIR     makes vmlinuz, initrd.gz, client_key and host_key.pub in DIR, unless they are there
#
# Everything for the guest is downloaded and unpacked, never installed. Needs Debian 12 or newer on x86_64, and root
# only where the package lists have to be fetched first.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

die() { echo "lvs: $*" >&2; exit 1; }

[[ $(uname -m) == x86_64 ]] || die "needs x86_64, this is $(uname -m)"
command -v apt-get >/dev/null || die "needs Debian's apt-get"
command -v ssh-keygen >/dev/null || die "needs ssh-keygen: apt-get install openssh-client, or npm run peers"
mkdir -p "$1"
dir=$(cd "$1" && pwd)
exec 9>"$dir/lock"
flock -w 170 9 || die "another build is busy in $dir"
[[ ! -e $dir/complete ]] || exit 0

apt() {
  apt-get -q -y -o DPkg::Lock::Timeout=60 -o "APT::Sandbox::User=$(id -un)" "$@" >>"$dir/apt.log" 2>&1 9>&-
}

# linux-image-cloud-amd64 only depends on the package that holds the kernel.
kernel_package() {
  apt-cache depends linux-image-cloud-amd64 2>/dev/null | awk '/Depends: linux-image-/ && !n++ {print $2}'
}

download_guest_packages() {
  local kernel
  kernel=$(kernel_package)
  [[ -n $kernel ]] && apt download "$kernel" busybox-static dropbear-bin ipvsadm \
    libc6 libcrypt1 libgmp10 libnl-3-200 libnl-genl-3-200 libpopt0 libtomcrypt1 libtommath1 zlib1g
}

unpack_guest_packages() {
  local deb
  mkdir "$work/debs"
  cd "$work/debs"
  # Once more after an update, for a machine whose package lists are missing or old.
  download_guest_packages || { ((EUID == 0)) && apt update && download_guest_packages; } ||
    die "could not download the guest's packages (root may have to run apt-get update), see $dir/apt.log"
  for deb in *.deb; do dpkg -x "$deb" "$pkg"; done
  cd "$dir"
}

# The network card of the VM, the network inside the VM, IPVS and its schedulers.
modules=(virtio_pci virtio_net bridge veth ip_vs ip_vs_rr ip_vs_wrr ip_vs_lc ip_vs_wlc ip_vs_sh ip_vs_mh)

ld_so() {
  "$pkg/lib64/ld-linux-x86-64.so.2" --library-path "$pkg/lib/x86_64-linux-gnu:$pkg/usr/lib/x86_64-linux-gnu" "$@"
}

copy_modules() {
  local from to name files
  from=$(echo "$pkg"/lib/modules/*)
  to=$root/lib/modules/${from##*/}
  mkdir -p "$to"
  "$busybox" depmod -b "$pkg" "${from##*/}"
  for name in "${modules[@]}"; do
    # A line of modules.dep: "path/name.ko: path/needed.ko path/needed.ko"
    files=$(grep "/$name\.ko:" "$from/modules.dep" | tr -d :) || die "the kernel has no module $name"
    # shellcheck disable=SC2086 # one word per file
    (cd "$from" && cp --parents -u $files "$to")
  done
  "$busybox" depmod -b "$root" "${from##*/}"
}

copy_programs() {
  local program applet
  cp "$busybox" "$root/bin/busybox"
  for applet in $("$busybox" --list); do [[ -e $root/bin/$applet ]] || ln -s busybox "$root/bin/$applet"; done
  ln -s ../bin/busybox "$root/sbin/modprobe" # the path the kernel calls
  cp "$pkg/usr/sbin/dropbear" "$pkg"/sbin/ipvsadm* "$root/sbin/"
  for program in dropbear ipvsadm; do
    # Each library as "name.so.1 => /path/name.so.1 (0x...)"
    ld_so --list "$root/sbin/$program" | awk '$2 == "=>" {print $3}' | xargs cp -Lut "$root/lib/x86_64-linux-gnu"
  done
  cp -L "$pkg/lib64/ld-linux-x86-64.so.2" "$root/lib64/"
  cp "$here/guest/init" "$root/"
  cp "$here"/guest/lvs-* "$root/sbin/"
  chmod 755 "$root/init" "$root"/sbin/lvs-*
}

# root may do everything; observer may log in but may not touch IPVS.
copy_accounts() {
  ssh-keygen -q -t ed25519 -N '' -C lvs -f "$work/client_key"
  ld_so "$pkg/usr/bin/dropbearkey" -t ed25519 -f "$root/etc/dropbear/host_key" 2>/dev/null | grep ^ssh-ed25519 >"$work/host_key.pub"
  printf '%s\n' root:x:0:0:root:/root:/bin/sh observer:x:1000:1000:observer:/home/observer:/bin/sh >"$root/etc/passwd"
  printf '%s\n' root:x:0: observer:x:1000: >"$root/etc/group"
  echo /bin/sh >"$root/etc/shells"
  install -D -m 644 "$work/client_key.pub" "$root/root/.ssh/authorized_keys"
  install -D -m 644 "$work/client_key.pub" "$root/home/observer/.ssh/authorized_keys"
}

work=$(mktemp -d "$dir/build.XXXXXX")
trap 'rm -rf "$work"' EXIT
pkg=$work/pkg root=$work/root busybox=$work/pkg/bin/busybox
mkdir -p "$root"/{bin,sbin,dev,etc/dropbear,home,lib/x86_64-linux-gnu,lib64,proc,run,sys,tmp,root/.ssh}
unpack_guest_packages
copy_modules
copy_programs
copy_accounts
(cd "$root" && find . | "$busybox" cpio -o -H newc -R 0:0 2>/dev/null | gzip -1) >"$work/initrd.gz"
cp "$pkg"/boot/vmlinuz-* "$work/vmlinuz"
mv "$work"/{vmlinuz,initrd.gz,client_key,host_key.pub} "$dir/"
touch "$dir/complete"
