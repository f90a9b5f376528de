import type { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import { refusal } from '../http/answers.ts';
import type { Channel } from '../http/channel.ts';
import { basicHeaders, type LoginOptions } from '../http/login.ts';
import type { Answer } from '../http/question.ts';
import { bodyOf } from './decode.ts';
import { type Encoded, envelope, namespaceOf } from './encode.ts';
import { faultOf } from './fault.ts';

export interface Call {
  /** The interface: `LocalLB/Pool`. */
  readonly service: string;
  readonly method: string;
  readonly fields?: Readonly<Record<string, Encoded>>;
  /** For messages: `lb1/Common/web`. */
  readonly where: string;
}

/** iControl SOAP of one unit. */
export interface Soap {
  readonly unit: string;
  get<T extends z.ZodType>(call: Call, form: T): Promise<z.output<T>>;
  set(call: Call): Promise<void>;
  close(): Promise<void>;
}

export function createSoap(options: LoginOptions): Soap {
  const { channel } = options;
  const ask = (call: Call, changes: boolean): Promise<Answer> =>
    channel.send({
      method: 'POST',
      path: '/iControl/iControlPortal.cgi',
      what: call.method,
      of: call.where,
      headers: {
        ...basicHeaders(options),
        'content-type': 'text/xml; charset=utf-8', // not shown
        soapaction: `"${namespaceOf(call.service)}"`,
      },
      body: envelope(call.service, call.method, call.fields ?? {}),
      changes,
    });
  return {
    unit: channel.unit,
    async get(call, form) {
      const answer = form.safeParse(returned(await ask(call, false), call, channel));
      if (answer.success) return answer.data;
      const [issue] = answer.error.issues;
      const at = issue?.path.join('.') || kept`its beginning`;
      throw unreadable(call, channel, at, String(issue?.message));
    },
    set: async (call) => void returned(await ask(call, true), call, channel),
    close: channel.close,
  };
}

/** What the method returned; a fault comes with status 500, and what the web server refuses is no envelope at all. */
function returned(answer: Answer, call: Call, channel: Channel): unknown {
  const body = bodyOf(answer.text);
  const fault = faultOf(body?.Fault, call.where, channel.unit);
  if (fault) throw fault;
  if (answer.status !== 200) throw refusal({ ...answer, text: '' }, call.where, channel.unit);
  const name = `${call.method}Response`;
  if (!body || !(name in body)) throw otherAnswer(call, channel);
  const response = body[name];
  return typeof response === 'object' && response !== null && 'return' in response
    ? response.return
    : undefined;
}

function unreadable({ method, where }: Call, { unit }: Channel, at: string, why: string): Failure {
  const text = kept`The answer of ${unit} to ${method} for ${where} can't be read at ${at}: ${why}.`;
  return new Failure('failed', where, text);
}

function otherAnswer({ method, where }: Call, { unit }: Channel): Failure {
  const text = kept`The answer of ${unit} to ${method} for ${where} can't be read as it is no answer to that.`;
  return new Failure('failed', where, text);
}
