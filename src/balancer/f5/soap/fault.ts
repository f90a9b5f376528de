import { z } from 'zod';
import { Failure, type FailureKind } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';

const form = z.object({ faultstring: z.string() });

/**
 * A fault's text has a fixed shape (iControl SDK, "Exceptions"): the exception's name, and for `OperationFailed` the
 * number of mcpd's error (0x01020036 = not found, 0x01070822 = access denied) and its sentence.
 */
const byCode: ReadonlyMap<string, FailureKind> = new Map([
  ['01020036', 'missing'],
  ['01070822', 'denied'],
]);

const byException: ReadonlyMap<string, FailureKind> = new Map([
  ['Common::AccessDenied', 'denied'],
  ['Common::InvalidArgument', 'invalid'],
]);

/** @returns undefined where it is no fault */
export function faultOf(fault: unknown, where: string, unit: string): Failure | undefined {
  const { data } = form.safeParse(fault);
  if (data === undefined) return undefined;
  const text = data.faultstring;
  const exception = /Exception: (\S+)/.exec(text)?.[1] ?? '';
  const code = Number(/primary_error_code\s*:\s*(\d+)/.exec(text)?.[1] ?? 0);
  const kind = byException.get(exception) ?? byCode.get(code.toString(16).padStart(8, '0')) ?? 'failed';
  const says = (/error_string\s*:\s*(.*)/.exec(text)?.[1] ?? text.split('\n')[0] ?? '').slice(0, 200);
  return new Failure(kind, where, kept`${unit} refused for ${where}: "${says}".`);
}
