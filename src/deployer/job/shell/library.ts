/**
 * What the scripts of the job protocol share. POSIX sh only (dash, bash as sh, busybox sh): nothing is installed on a
 * host. Names begin with `ro_`, because a script shares its variables with whatever a login environment exports.
 * A job is a folder `jobs/ID` below the state folder (0700) that holds:
 *
 * - `launch.*`  a runner that was not run yet: holds the variables, removed by the runner itself
 * - `ran`       pid and birth of the one runner that won; made by link(2), so that it is there whole or not at all
 * - `output`    standard output and error of all commands, then a line that says how the job ended
 * - `at`        number of the present command; `group`: its process group
 * - `stop`      why it is to be stopped; `end`: code, command and reason, once it has ended
 */
export const library = `
# Sets ro_root: where this job is already, otherwise the first state folder that can be written.
ro_find() {
  [ -n "$ro_first" ] || ro_first=\${XDG_STATE_HOME:-\${HOME:-/nonexistent}/.local/state}/rollout
  for ro_root in "$ro_first" "\${HOME:-/nonexistent}/.rollout"; do
    [ -d "$ro_root/jobs/$ro_id" ] && return 0
  done
  for ro_root in "$ro_first" "\${HOME:-/nonexistent}/.rollout"; do
    ( umask 077 && mkdir -p "$ro_root/jobs" "$ro_root/epochs" ) 2>/dev/null && [ -w "$ro_root/jobs" ] && return 0
  done
  return 1
}

# Sets ro_born to when the process $1 began, in words that no later process with the same pid has.
ro_birth() {
  ro_born=
  if [ -r /proc/self/stat ]; then
    { read -r ro_stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    set -- \${ro_stat##*\\) }
    [ "$1" != Z ] || return 1
    ro_born=\${20}
    { read -r ro_boot </proc/sys/kernel/random/boot_id; } 2>/dev/null && ro_born=$ro_born@$ro_boot
  else
    ro_born=$(ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' _)
  fi
  [ -n "$ro_born" ]
}

# Whether the job's runner lives.
ro_alive() {
  { read -r ro_pid ro_was <"$ro_job/ran"; } 2>/dev/null || return 1
  ro_birth "$ro_pid" && [ "$ro_born" = "$ro_was" ]
}

# Sets ro_newest to the newest epoch that this host has seen for the cluster. One file each: no write can undo another.
ro_epochs() {
  ro_newest=0
  for ro_file in "$ro_root/epochs/$ro_cluster"/*; do
    ro_n=\${ro_file##*/}
    case $ro_n in *[!0-9]*) continue ;; esac
    [ "$ro_n" -le "$ro_newest" ] || ro_newest=$ro_n
  done
}

# Waits a tenth of a second, or a second where sleep knows no fractions, and counts it in tenths.
ro_tick() {
  if sleep 0.1 2>/dev/null; then ro_ticks=$((ro_ticks + 1)); else sleep 1; ro_ticks=$((ro_ticks + 10)); fi
}

# Asks the job to end, because of $1: TERM to the present command's process group, KILL once ro_grace tenths have passed.
ro_stop() {
  [ ! -f "$ro_job/end" ] || return 0
  ( set -C; printf '%s\\n' "$1" >"$ro_job/stop" ) 2>/dev/null
  ro_ticks=0 ro_told=
  while ro_alive && [ ! -f "$ro_job/end" ]; do
    ro_group=
    { read -r ro_group <"$ro_job/group"; } 2>/dev/null
    if [ -n "$ro_group" ] && [ "$ro_ticks" -ge "$ro_grace" ]; then
      kill -s KILL -- "-$ro_group" 2>/dev/null
    elif [ -n "$ro_group" ] && [ "$ro_group" != "$ro_told" ]; then
      kill -s TERM -- "-$ro_group" 2>/dev/null
      ro_told=$ro_group
    fi
    ro_tick
  done
}
`; // not shown
