import type { Card, CardLine } from '../model/card.ts';
import type { EventBody } from '../model/event.ts';
import { type FoundHost, foundText } from '../model/recovery.ts';
import { count, inARow, oneAfterAnother, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { plain } from './plain.ts';
import { namesText, overrideText } from './wording.ts';

type Recovered = Extract<EventBody, { type: 'recovered' }>;

const mostInFull = 2;
const mostLines = 20;

/** `taken over at web-07 during deploy; lb1/web says weight 0, drain, was weight 100, ready; continuing`. */
export function recoveredText(body: Recovered): string {
  const { where, hosts } = body;
  if (hosts === undefined) return say`taken up again after a restart (${told(where)})`;
  const [only, ...others] = hosts;
  if (!only)
    return oneAfterAnother([`${headOf(body)} ${told(where)}`, nextText(body.waits ? 'wait' : 'continue')]);
  if (others.length === 0) return oneAfterAnother([say`${headOf(body)} at ${placeOf(only)}`, tailOf(only)]);
  const head = say`${headOf(body)} at ${count(hosts.length, 'host')}`;
  if (hosts.length > mostInFull) return say`${head}: ${namesText(hosts.map((host) => placeOf(host)))}`;
  return say`${head}: ${inARow(hosts.map((host) => say`${placeOf(host)} (${tailOf(host)})`))}`;
}

/** The same as a message: several hosts have a line each. */
export function recoveredCard(body: Recovered): Card {
  const { hosts = [] } = body;
  if (hosts.length < 2) return { title: plain(recoveredText(body)), tone: 'warning' };
  const rest = hosts.length - mostLines;
  return {
    title: say`${headOf(body)} at ${count(hosts.length, 'host')}`,
    tone: 'warning',
    lines: [
      ...hosts.slice(0, mostLines).map(lineOf),
      ...(rest > 0 ? [{ text: say`and ${count(rest, 'more host')}` }] : []),
    ],
  };
}

const headOf = ({ kind }: Recovered): string =>
  kind === 'takeover' ? say`taken over` : say`taken up again after a restart`;

const lineOf = (host: FoundHost): CardLine => ({
  label: host.host,
  text: plain(oneAfterAnother([doingOf(host), tailOf(host)])),
  ...(host.next === 'ask' && { tone: 'warning' as const }),
});

/** `web-07 during deploy`, `web-07, out of service`. */
const placeOf = (host: FoundHost): string =>
  `${host.host}${host.state === undefined ? ' ' : ', '}${doingOf(host)}`;

const doingOf = ({ step, state }: FoundHost): string => {
  if (state !== undefined) return overrideText(state);
  return step === undefined ? say`before its first step` : say`during ${step}`;
};

const tailOf = ({ host, members, next }: FoundHost): string =>
  oneAfterAnother([...members.map((member) => foundText(member, host)), nextText(next)]);

function nextText(next: FoundHost['next']): string {
  const texts: Record<FoundHost['next'], string> = {
    continue: say`continuing`,
    ask: say`asking how to go on`,
    wait: say`waiting for an answer`,
  };
  return texts[next];
}
