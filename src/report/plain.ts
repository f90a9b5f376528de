const esc = String.fromCharCode(0x1b);
/** Terminal sequences: CSI (colours, cursor), OSC and its kin (titles, links) up to their end, two-character escapes. */
const sequences = new RegExp(
  [
    `(?:${esc}\\[|\\u009b)[0-?]*[ -/]*[@-~]?`,
    `(?:${esc}[\\]P_^X]|[\\u009d\\u0090\\u009f\\u009e\\u0098])[^\\u0007${esc}\\u009c\\n]*(?:\\u0007|${esc}\\\\|\\u009c)?`,
    `${esc}[ -/]*[0-~]?`,
  ].join('|'),
  'gu',
);
const spaces = /[\t\n\r\v\f\u0085\u2028\u2029]+/gu;
/** Joiners stay: scripts and emoji need them, and they move nothing. */
const controls = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * Text from outside (hosts, load balancers, people) as one line that cannot move a cursor, colour anything, or turn
 * the reading direction: terminal sequences and control characters are gone, line ends and tabs are spaces.
 * @param most characters; what is over is cut, with `…`
 */
export function plain(text: string, most = 500): string {
  const line = text.replace(sequences, '').replace(spaces, ' ').replace(controls, '').trimEnd();
  if (line.length <= most) return line;
  return `${[...line.slice(0, most - 1)].filter((character) => !/\p{Cs}/u.test(character)).join('')}…`;
}
