/**
 * The runner, up to the first command. It makes `ran` before it runs anything, answers on descriptor 3 (`launched`,
 * `found`, `older N`, `error KIND TEXT`) and lets go of the connection. The answer is written by a subshell: nobody
 * may be there to read it, and the signal for that must not end the runner.
 */
export const runnerHead = `
ro_root=$1 ro_mask=$2 ro_detach=$3
ro_job=$ro_root/jobs/$ro_id
umask 077
rm -f "$0"
ro_epochs
ro_won="error failed $ro_job cannot be written"
if [ "$ro_newest" -gt "$ro_epoch" ]; then
  ro_won="older $ro_newest"
elif ro_birth $$ && printf '%s %s\\n' "$$" "$ro_born" >"$ro_job/ran.$ro_nonce"; then
  if ln "$ro_job/ran.$ro_nonce" "$ro_job/ran" 2>/dev/null; then
    ro_won=launched
  elif [ -f "$ro_job/ran" ]; then
    ro_won=found
  fi
fi
rm -f "$ro_job/ran.$ro_nonce"
( echo "$ro_won" >&3 ) 2>/dev/null
exec 3>&- 2>/dev/null
[ "$ro_won" = launched ] || exit 0
rm -f "$ro_job"/launch.*
`; // not shown

/**
 * The time-out is kept here, because whoever ordered the job may be gone by then. A job may be over before the clock has
 * even begun: `$!` is there as soon as the process is, and only KILL also reaches one that is not yet `sleep`.
 */
export const clock = `
( trap 'kill -s KILL "$!"; exit 0' TERM
  sleep "$ro_limit" &
  wait "$!" && ro_stop timeout ) </dev/null >/dev/null 2>&1 &
ro_watch=$!
`; // not shown

/** The runner's functions: how one command runs, how the job ends, what is swept away afterwards. */
export const runnerBody = `
# Runs command $1, shell text $2, in a session and process group of its own; ends the job where it fails.
ro_step() {
  [ ! -f "$ro_job/stop" ] || ro_finish 143 "$1"
  printf '%s\\n' "$1" >"$ro_job/at"
  ( umask "$ro_mask"
    set -- $ro_detach $ro_shell -c 'echo $$ >"$1"; shift; exec "$@"' sh "$ro_job/group" $ro_shell -ec "$2"
    ro_variables
    exec "$@" ) </dev/null >>"$ro_job/output" 2>&1
  ro_code=$?
  ro_clear
  rm -f "$ro_job/group"
  [ "$ro_code" -eq 0 ] && [ ! -f "$ro_job/stop" ] || ro_finish "$ro_code" "$1"
}

# After a stop, what is left of the command's group is ended before the job is.
ro_clear() {
  [ -f "$ro_job/stop" ] && { read -r ro_group <"$ro_job/group"; } 2>/dev/null || return 0
  ro_ticks=0
  # busybox's kill takes "--" for a wrong number: it signals all the same, and says that it failed.
  while { kill -s 0 -- "-$ro_group" || kill -0 "-$ro_group"; } 2>/dev/null; do
    [ "$ro_ticks" -lt "$ro_grace" ] || kill -s KILL -- "-$ro_group" 2>/dev/null
    # Dead ones that nobody collects (a container without an init) do not keep the job from ending.
    [ "$ro_ticks" -lt $((ro_grace + 20)) ] || break
    ro_tick
  done
}

# The job ended with code $1 in command $2 (0: all of them ran).
ro_finish() {
  kill "$ro_watch" 2>/dev/null
  ro_why=-
  [ ! -f "$ro_job/stop" ] || read -r ro_why <"$ro_job/stop"
  printf '%s %s %s\\n' "$1" "$2" "$ro_why" >"$ro_job/end.new" && mv -f "$ro_job/end.new" "$ro_job/end"
  printf '\\n%s end %s %s %s\\n' "$ro_mark" "$1" "$2" "$ro_why" >>"$ro_job/output"
  ro_sweep
  exit 0
}

# Removes older epochs, and the folders of jobs that were last touched more than seven days ago and do not run.
ro_sweep() {
  ro_epochs
  for ro_file in "$ro_root/epochs/$ro_cluster"/*; do
    ro_n=\${ro_file##*/}
    case $ro_n in *[!0-9]*) continue ;; esac
    # A newer one may have come since they were looked at.
    [ "$ro_n" -ge "$ro_newest" ] || rm -f "$ro_file"
  done
  find "$ro_root/jobs" -mindepth 1 -maxdepth 1 -type d -mtime +6 2>/dev/null | while IFS= read -r ro_old; do
    ( ro_job=$ro_old; ro_alive ) || rm -rf "$ro_old"
  done
}
`; // not shown
