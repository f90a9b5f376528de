import { hostSteps } from '../model/rollout.ts';
import { remember } from '../text/language.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';

/** What was kept of a host, with its name in front where it does not say it itself. */
export const toldWithName = (host: string | undefined, text: string): string =>
  host === undefined || text.includes(host) ? told(text) : say`${host}: ${told(text)}`;

/** The same where the host's name stands over it: `web-03 failed at deploy: web-03: exit code 1` → `exit code 1`. */
export function toldUnderName(host: string, text: string): string {
  const bare = withoutName(host, text);
  // Much of what is kept has the name in its template; only with it is it recognised.
  const full = told(`${host}: ${bare}`);
  const start = [`${host}：`, `${host}: `].find((each) => full.startsWith(each));
  return start === undefined ? told(bare) : remember(full.slice(start.length), bare);
}

function withoutName(host: string, text: string): string {
  const failed = hostSteps.map((step) => `${host} failed at ${step}: `); // not shown
  const start = [`${host}: `, ...failed].find((each) => text.startsWith(each));
  return start === undefined ? text : withoutName(host, text.slice(start.length));
}
