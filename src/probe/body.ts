import { Failure } from '../model/failure.ts';
import type { ProbeTarget } from '../model/probe.ts';
import { kept } from '../text/say.ts';
import { fillPattern, fillText } from './fill.ts';

/** Whether a body contains what was asked for. */
export type BodyMatch = (body: string, target: ProbeTarget) => boolean;

/**
 * @param wanted text, or a `/regular expression/flags`
 * @throws Failure `invalid` for an expression that cannot be read
 */
export function bodyMatch(wanted: string): BodyMatch {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(wanted) ?? [];
  if (source === undefined) return (body, target) => body.includes(fillText(wanted, target));
  try {
    new RegExp(source.replace(/\{(host|address|release)\}/g, 'x'), flags);
  } catch (cause) {
    throw new Failure('invalid', wanted, kept`${wanted} is no regular expression: ${String(cause)}.`, {
      cause,
    });
  }
  return (body, target) => new RegExp(fillPattern(source, target), flags).test(body);
}
