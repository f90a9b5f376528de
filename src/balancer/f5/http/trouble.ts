import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import type { Question } from './question.ts';
import { StrangeCertificate, UnreadableCa } from './trust.ts';

/** What Node calls a certificate that does not check out (Node's TLS documentation, "X509 certificate error codes"). */
const untrusted =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|INVALID_CA|HOSTNAME_MISMATCH)/;

/** An error of the connection itself as a Failure. After all but the first three, what was sent may have taken effect. */
export function troubleOf(error: unknown, unit: string, target: string): Failure {
  if (error instanceof Failure) return error;
  const cause = { cause: error };
  const why = reasonOf(error);
  if (error instanceof UnreadableCa) return new Failure('missing', target, `${target}: ${why}.`, cause);
  if (error instanceof StrangeCertificate) {
    const text = kept`${unit} of ${target} is not trusted: ${why}, and \`tls.fingerprint\` names another one.`;
    return new Failure('denied', target, text, cause);
  }
  if (untrusted.test(codeOf(error))) {
    const text = kept`The certificate of ${unit} of ${target} is not trusted: ${why}. \`tls\` can name its CA, or its fingerprint.`;
    return new Failure('denied', target, text, cause);
  }
  return new Failure('unreachable', target, kept`${unit} of ${target} can't be reached: ${why}.`, cause);
}

/** OpenSSL's own messages are a line of numbers; the code says the same in words. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code.startsWith('ERR_SSL_')) return kept`it does not speak TLS as expected (${code})`;
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

export function timedOut({ what, of }: Question, unit: string, target: string, ms: number): Failure {
  const text =
    of === undefined
      ? kept`${unit} of ${target} gave no answer to ${what} within ${ms} ms.`
      : kept`${unit} of ${target} gave no answer to ${what} of ${of} within ${ms} ms.`;
  return new Failure('timeout', target, text);
}
