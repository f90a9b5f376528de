import { kept } from '../../../text/say.ts';

/** Sets ro_detach: words that run a command in a session of its own, forking where that is needed. */
export const detach = `
ro_detach=$(command -v setsid)
if [ -z "$ro_detach" ] && ro_detach=$(command -v perl); then
  ro_detach="$ro_detach -MPOSIX=setsid -e fork&&exit(0)if(getpgrp()==\\$\\$);setsid();exec{\\$ARGV[0]}@ARGV"
fi
`; // not shown

/**
 * Records the epoch and refuses an older one, then tells whether the job is known already.
 * Answers `older N`, `found`, `error KIND TEXT`, or nothing and goes on.
 */
export const claim = `
ro_mask=$(umask)
umask 077
ro_find || { echo "error failed ${kept`neither ${'$ro_first'} nor ~/.rollout can be written`}"; exit 0; }
ro_job=$ro_root/jobs/$ro_id
mkdir -p "$ro_root/epochs/$ro_cluster" && : >"$ro_root/epochs/$ro_cluster/$ro_epoch" ||
  { echo "error failed ${kept`${'$ro_root'}/epochs cannot be written`}"; exit 0; }
ro_epochs
[ "$ro_newest" -le "$ro_epoch" ] || { rm -f "$ro_root/epochs/$ro_cluster/$ro_epoch"; echo "older $ro_newest"; exit 0; }
[ ! -f "$ro_job/ran" ] || { rm -f "$ro_job"/launch.*; echo found; exit 0; }
`; // not shown

/**
 * Writes the runner ($ro_runner) into the job's folder and becomes it. There is no step at which dying does harm: until the runner
 * itself has made \`ran\`, nothing counts as launched and the next start writes and runs another one; only one can make it.
 */
export const launch = `
[ -n "$ro_detach" ] || { echo "error missing ${kept`neither setsid nor perl is there to run a job apart from the connection`}"; exit 0; }
mkdir "$ro_job" 2>/dev/null || [ -d "$ro_job" ] || { echo "error failed ${kept`${'$ro_job'} cannot be made`}"; exit 0; }
printf '%s\\n' "$ro_runner" >"$ro_job/launch.$ro_nonce" && : >>"$ro_job/output" ||
  { rm -f "$ro_job/launch.$ro_nonce"; echo "error failed ${kept`${'$ro_job'} cannot be written`}"; exit 0; }
exec $ro_detach $ro_shell "$ro_job/launch.$ro_nonce" "$ro_root" "$ro_mask" "$ro_detach" 3>&1 </dev/null >/dev/null
`; // not shown
