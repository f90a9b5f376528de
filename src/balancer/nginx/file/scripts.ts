import type { NginxInstance } from '../../../model/provider/nginx.ts';
import { quote } from '../../../transport/quote.ts';

/** One change of the file. Checksums are SHA-256 in hex. */
export interface Change {
  /** Of the file as it was read. */
  readonly before: string;
  /** Of the new content; the same where there is only to be reloaded. */
  readonly after: string;
  /** For the lock, and again for the new workers, in whole seconds. */
  readonly patienceS: number;
}

/**
 * Scripts of POSIX sh with what GNU and busybox systems have. Each ends with one word on a line of its own, and more
 * text after it (answers.ts). Nothing is left running, and nothing but the content comes from standard input.
 */
const common = `
set -f
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export PATH
LC_ALL=C; export LC_ALL
say() { printf '%s\\n' "$@"; exit 0; }
needs() { for each; do command -v "$each" >/dev/null || say lacks "$each"; done; }
needs awk base64 readlink
# The file itself: a link to it is to stay one.
[ -e "$file" ] || say nofile
file=$(readlink -f "$file")
[ -r "$file" ] || say unreadable
# Sets title to what the process $1 calls itself.
titled() { title=; { read -r title <"/proc/$1/cmdline"; } 2>/dev/null; }
master=; [ ! -r "$pid_file" ] || read -r master <"$pid_file"
case $master in '' | *[!0-9]*) say stopped ;; esac
titled "$master"
case $title in *'master process'*) ;; *) say stopped ;; esac
stats() { set +f; cat /proc/[0-9]*/stat 2>/dev/null; }
# Sets serving to the master's workers that take connections, each as PID:START, which no later process has.
look_at_workers() {
  serving=
  for each in $(stats | awk -v m="$master" '{ sub(/\\(.*\\)/, "x") } $4 == m { print $1 ":" $22 }'); do
    titled "\${each%:*}"
    case $title in *'shutting down'*) ;; *'worker process'*) serving="$serving$each " ;; esac
  done
}
`; // not shown

/** `content`, the workers, then the file in base64. */
const look = `
look_at_workers
printf '%s\\n' content "$serving"
base64 <"$file"
`; // not shown

/**
 * Writes the content from standard input over the file, tests, reloads, and waits for the new workers. Until those are
 * there the former file can come back, by way of a second name for it. Names with a dot in front match no `include *`.
 */
const write = `
# Whoever gave up on this script must not end it half-way.
trap '' HUP INT PIPE TERM
needs flock sha256sum "$nginx"
dir=\${file%/*} name=\${file##*/}
new=$dir/.$name.rollout-new old=$dir/.$name.rollout-old
now() { date +%s; }
rest() { sleep 0.05 2>/dev/null || sleep 1; }
run_nginx() { "$nginx" \${conf:+-c "$conf"} "$@" 2>&1; }
has_sum() { sum=$(sha256sum <"$1") && [ "\${sum%% *}" = "$2" ]; }

[ -r "\${dir:-/}" ] || say unwritable "$dir: Permission denied"
exec 9<"\${dir:-/}"
deadline=$(($(now) + patience))
until flock -n 9; do [ "$(now)" -le "$deadline" ] || say locked; rest; done
# What a change left that was killed: whoever has the lock is alone here.
problem=$(rm -f "$new" "$old" 2>&1) || say unwritable "$problem"
trap 'rm -f "$new"' EXIT
has_sum "$file" "$before" || say stale

# What somebody else wrote since stays.
undo() {
  [ -e "$old" ] || return 0
  if has_sum "$file" "$after"; then mv -f "$old" "$file"; else rm -f "$old"; fi
}
put() {
  problem=$(cp -p "$file" "$new" 2>&1) || say unwritable "$problem"
  [ "$(stat -c %u:%g:%a "$new")" = "$(stat -c %u:%g:%a "$file")" ] || say owner
  problem=$(base64 -d 2>&1 >"$new") || say failed "$problem"
  has_sum "$new" "$after" || say cut
  ln "$file" "$old" 2>/dev/null || problem=$(cp -p "$file" "$old" 2>&1) || say unwritable "$problem"
  has_sum "$file" "$before" || { rm -f "$old"; say stale; }
  problem=$(mv -f "$new" "$file" 2>&1) || { rm -f "$old"; say unwritable "$problem"; }
  # Somebody who wrote into the former file at that very moment is not to lose it.
  has_sum "$old" "$before" || { undo; say stale; }
}
[ "$before" = "$after" ] || put

report=$(run_nginx -T | sed -n -e 's/^# configuration file \\(.*\\):$/file \\1/p' -e '/^nginx: /p' -e '/ \\[emerg\\] /p')
case $report in *' test is successful'*) ;; *) undo; say refused "$report" ;; esac
included=
IFS='
'
for each in $report; do
  case $each in 'file '*) [ ! "\${each#file }" -ef "$file" ] || included=yes ;; esac
done
unset IFS
[ "$included" ] || { undo; say foreign; }

look_at_workers
former=$serving
report=$(run_nginx -s reload) || { undo; say refused "$report"; }
deadline=$(($(now) + patience))
taken_over() {
  look_at_workers
  [ "$serving" ] || return 1
  for each in $serving; do case " $former" in *" $each "*) return 1 ;; esac; done
}
until taken_over; do
  if [ "$(now)" -gt "$deadline" ]; then
    # A master that is merely slow loads the former file after this one.
    [ ! -e "$old" ] || { undo; report=$(run_nginx -s reload); }
    say unloaded
  fi
  rest
done
rm -f "$old"
has_sum "$file" "$after" || say stale
say loaded "$serving"
`; // not shown

/** `counted`, then lines: `at NAME ADDRESS`, `tcp PEER COUNT` in the kernel's hex, `unix STATE PATH`. */
const count = `
resolved=$(for name in $names; do getent ahosts "$name" | awk -v n="$name" '{ print "at", n, $1 }' | sort -u; done 2>/dev/null)
cd "/proc/$master/net" || say stopped
[ -r tcp ] || say uncounted
tcp=$(cat tcp tcp6 udp udp6 2>/dev/null | awk -v ports="$ports" '
  $4 == "01" { split($3, part, ":"); if (index(ports, " " part[2] " ")) count[$3]++ }
  END { for (peer in count) print "tcp", peer, count[peer] }') || say uncounted
paths=
[ -z "$unix" ] || paths=$(awk '$8 ~ "^/|^@" { print "unix", $6, substr($0, index($0, $8)) }' unix) || say uncounted
say counted "$resolved" "$tcp" "$paths"
`; // not shown

export const lookScript = (instance: NginxInstance): string => scriptOf(instance, {}, look);

/** The new content comes from standard input, in base64. */
export const writeScript = (instance: NginxInstance, { before, after, patienceS }: Change): string =>
  scriptOf(instance, { before, after, patience: String(patienceS) }, write);

export interface Wanted {
  /** Host names that are to be resolved there. */
  readonly names: readonly string[];
  /** Four hex digits each. */
  readonly ports: readonly string[];
  readonly unix: boolean;
}

export const countScript = (instance: NginxInstance, { names, ports, unix }: Wanted): string =>
  scriptOf(
    instance,
    { names: names.join(' '), ports: ` ${ports.join(' ')} `, unix: unix ? 'yes' : '' },
    count,
  );

function scriptOf(
  { file, binary, conf = '', pidFile, sudo }: NginxInstance,
  more: Readonly<Record<string, string>>,
  body: string,
): string {
  const values = { file, nginx: binary, conf, pid_file: pidFile, ...more };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`);
  const script = [...lines, compact(common), compact(body)].join('\n');
  // The shell around it stays the user's own, who may kill no process of root's.
  return sudo ? `sudo -n /bin/sh -c ${quote(script)}` : script;
}

/** Without comments and indentation: hosts read it byte by byte. */
const compact = (script: string): string => script.replace(/^[ ]*(#.*)?\n?/gm, '');
