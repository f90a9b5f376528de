import { kept } from '../../../text/say.ts';

/**
 * Makes ready for an upload to $ro_to: clears what interrupted uploads left beside it, and gives a folder back whose
 * swap a crash interrupted between its two renames. Answers `ready FOLDER`, where the temporary names go.
 */
export const makeReady = `
ro_base=\${ro_to##*/}
case $ro_to in
  */*) ro_parent=\${ro_to%/*}/ ;;
  *) ro_parent=./ ;;
esac
( umask "$ro_mask"; mkdir -p "$ro_parent" ) && ro_parent=$(cd "$ro_parent" && pwd -P) ||
  { echo "error failed ${kept`the folder of ${'$ro_to'} cannot be made`}"; exit 0; }
[ "$ro_parent" != / ] || ro_parent=
[ -w "$ro_parent/" ] || { echo "error denied ${kept`${'$ro_parent'}/ cannot be written`}"; exit 0; }
[ ! -h "$ro_parent/$ro_base" ] || { echo "error invalid ${kept`${'$ro_to'} is a symbolic link`}"; exit 0; }
for ro_old in "$ro_parent/.$ro_base.rollout-old-"*; do
  [ -e "$ro_old" ] || continue
  if [ -e "$ro_parent/$ro_base" ]; then rm -rf "$ro_old"; else mv "$ro_old" "$ro_parent/$ro_base"; fi
done
rm -rf "$ro_parent/.$ro_base.rollout-new-$ro_id."*
find "$ro_parent/" -maxdepth 1 -name ".$ro_base.rollout-new-*" -mtime +0 -exec rm -rf {} + 2>/dev/null
`; // not shown

/** Checks of what arrived: the SHA-256 where the host can compute one, the size otherwise. */
export const checks = `
ro_bad() {
  rm -rf "$ro_new"
  echo "error failed ${kept`the upload of ${'$ro_to'} arrived broken (${'$1'})`}"
  exit 0
}
ro_sum() {
  if command -v sha256sum >/dev/null; then sha256sum <"$1"
  elif command -v shasum >/dev/null; then shasum -a 256 <"$1"
  elif command -v openssl >/dev/null; then openssl dgst -sha256 -r <"$1"
  fi
}
# File $1 has size $2, SHA-256 $3 and will have mode $4.
ro_check() {
  ro_sum=$(ro_sum "$1")
  if [ -n "$ro_sum" ]; then
    [ "\${ro_sum%% *}" = "$3" ] || ro_bad "${kept`${'$1'}: wrong checksum`}"
  else
    [ "$(wc -c <"$1")" -eq "$2" ] || ro_bad "${kept`${'$1'}: wrong size`}"
  fi
  chmod "$4" "$1" || ro_bad "$1: chmod"
}
`; // not shown

/** Puts what arrived in its place: a file by one rename, a folder by two. */
export const swap = `
if [ -d "$ro_new" ]; then
  ro_aside=\${ro_new%/*}/.\${ro_target##*/}.rollout-old-$ro_nonce
  [ ! -e "$ro_target" ] || mv "$ro_target" "$ro_aside" || ro_bad "${kept`the old one could not be moved aside`}"
  mv "$ro_new" "$ro_target" || { mv "$ro_aside" "$ro_target"; ro_bad "${kept`the new one could not be moved in`}"; }
  rm -rf "$ro_aside"
elif [ -d "$ro_target" ]; then
  ro_bad "${kept`a folder of that name is there`}"
else
  mv -f "$ro_new" "$ro_target" || ro_bad "${kept`it could not be moved in`}"
fi
`; // not shown
