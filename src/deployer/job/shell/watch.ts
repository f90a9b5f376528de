/**
 * Prints the output from line $ro_from on and, where the job has ended, how. While it runs, `tail -f` gives each line
 * as it comes, and the runner's own last line tells the end, so that nothing has to be asked again and again. The end of our
 * standard input (the bot is content, or gone) and the death of the runner both end the tail.
 * What stands after the mark: `end CODE COMMAND WHY`, `absent`, `gone COMMAND`; nothing where the job ended in between.
 */
export const follow = `
ro_find && ro_job=$ro_root/jobs/$ro_id && [ -f "$ro_job/ran" ] || { printf '\\n%s absent\\n' "$ro_mark"; exit 0; }
if ro_alive && [ ! -f "$ro_job/end" ]; then
  exec 4<&0
  tail -n "+$ro_from" -f "$ro_job/output" </dev/null &
  ro_tail=$!
  ( read -r ro_word <&4; kill "$ro_tail" ) >/dev/null 2>&1 &
  ro_hangup=$!
  ( while ro_alive; do sleep 1; done; kill "$ro_tail" ) </dev/null >/dev/null 2>&1 &
  ro_watch=$!
  wait "$ro_tail"
  kill "$ro_hangup" "$ro_watch" 2>/dev/null
  exit 0
fi
tail -n "+$ro_from" "$ro_job/output"
ro_words="gone ?"
{ read -r ro_at <"$ro_job/at"; } 2>/dev/null && ro_words="gone $ro_at"
{ read -r ro_end <"$ro_job/end"; } 2>/dev/null && ro_words="end $ro_end"
printf '\\n%s %s\\n' "$ro_mark" "$ro_words"
`; // not shown

/** Ends the job and returns when it has ended. */
export const stop = `
trap '' HUP PIPE
ro_find && ro_job=$ro_root/jobs/$ro_id && [ -d "$ro_job" ] && ro_stop "$ro_reason"
`; // not shown

/** Runs $ro_text as its own process group, which ends with us: where our standard input ends, nobody waits any more. */
export const ask = `
exec 4<&0
$ro_detach $ro_shell -c "$ro_text" </dev/null 4<&- &
ro_asked=$!
( read -r ro_word <&4
  ro_n=0
  # It may not have its group yet; and what nobody collects must not keep us for ever.
  while kill -s KILL -- "-$ro_asked" || kill -s 0 "$ro_asked"; do
    ro_n=$((ro_n + 1))
    [ "$ro_n" -lt 50 ] || break
    sleep 0.1 || sleep 1
  done ) >/dev/null 2>&1 &
ro_hangup=$!
wait "$ro_asked"
ro_code=$?
kill "$ro_hangup" 2>/dev/null
exit "$ro_code"
`; // not shown
