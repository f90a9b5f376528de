/** The command ended early: its exit code, and what it says on the standard error. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** ipvsadm.c's `fail(2, …)`. */
export function fail(message: string): never {
  throw new Exit(2, message);
}

/** Options by their long and short names, as popt is told of them in ipvsadm.c. */
const table: readonly {
  readonly long: string;
  readonly short?: string;
  readonly takes?: 'value' | 'maybe';
}[] = [
  { long: 'add-service', short: 'A' },
  { long: 'delete-service', short: 'D' },
  { long: 'clear', short: 'C' },
  { long: 'list', short: 'L' },
  { long: 'add-server', short: 'a' },
  { long: 'edit-server', short: 'e' },
  { long: 'delete-server', short: 'd' },
  { long: 'save', short: 'S' },
  { long: 'tcp-service', short: 't', takes: 'value' },
  { long: 'udp-service', short: 'u', takes: 'value' },
  { long: 'fwmark-service', short: 'f', takes: 'value' },
  { long: 'scheduler', short: 's', takes: 'value' },
  { long: 'persistent', short: 'p', takes: 'maybe' },
  { long: 'netmask', short: 'M', takes: 'value' },
  { long: 'real-server', short: 'r', takes: 'value' },
  { long: 'masquerading', short: 'm' },
  { long: 'ipip', short: 'i' },
  { long: 'gatewaying', short: 'g' },
  { long: 'weight', short: 'w', takes: 'value' },
  { long: 'u-threshold', short: 'x', takes: 'value' },
  { long: 'l-threshold', short: 'y', takes: 'value' },
  { long: 'numeric', short: 'n' },
  { long: 'thresholds' },
  { long: 'ipv6', short: '6' },
  { long: 'ops', short: 'o' },
  { long: 'tun-type', takes: 'value' },
  { long: 'tun-port', takes: 'value' },
  { long: 'tun-nocsum' },
  { long: 'tun-csum' },
];

/** Options that came with 1.30. */
const newer = /^tun-/;

export interface Option {
  /** Its short name, or its long one where it has none. */
  readonly name: string;
  readonly value: string;
}

/** The options of a command line, one after the other, each read when it is asked for. */
export function* optionsOf(args: readonly string[], version: string): Generator<Option> {
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word.startsWith('--')) yield longOption(word, words, version);
    else if (/^-./.test(word)) yield* shortOptions(word, words);
    else fail(`unexpected argument ${word}`);
  }
}

function longOption(word: string, words: string[], version: string): Option {
  const [long = '', ...given] = word.slice(2).split('=');
  const found = table.find((each) => each.long === long);
  if (!found || (newer.test(long) && version === '1.26')) throw new Exit(255, `${word}: unknown option`);
  const value = given.length > 0 ? given.join('=') : argumentOf(found.takes, '', words, word);
  return { name: found.short ?? found.long, value };
}

function* shortOptions(word: string, words: string[]): Generator<Option> {
  for (let rest = word.slice(1); rest !== ''; ) {
    const name = rest.slice(0, 1);
    const found = table.find(({ short }) => short === name);
    if (!found) throw new Exit(255, `-${name}: unknown option`);
    rest = rest.slice(1);
    yield { name, value: argumentOf(found.takes, rest, words, `-${name}`) };
    if (found.takes) return;
  }
}

function argumentOf(
  takes: 'value' | 'maybe' | undefined,
  rest: string,
  words: string[],
  name: string,
): string {
  if (!takes) return '';
  if (rest !== '') return rest;
  if (takes === 'maybe' && (words[0] === undefined || words[0].startsWith('-'))) return '';
  const value = words.shift();
  if (value === undefined) throw new Exit(255, `${name}: missing argument`);
  return value;
}
