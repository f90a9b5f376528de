import type { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { isForbidden, readJson, refusal } from '../http/answers.ts';
import type { Channel } from '../http/channel.ts';
import type { Login } from '../http/login.ts';
import type { Answer, Question } from '../http/question.ts';

/** iControl REST of one unit: JSON in and out, logged in. */
export interface Client {
  readonly unit: string;
  /** @param what for messages: "the members" @param where what it is about, for messages: `lb1/web` */
  get<T extends z.ZodType>(path: string, form: T, what: string, where: string): Promise<z.output<T>>;
  patch(path: string, body: Readonly<Record<string, unknown>>, where: string): Promise<void>;
  close(): Promise<void>;
}

export function createClient(channel: Channel, login: Login): Client {
  async function ask(question: Question, where: string): Promise<Answer> {
    const headers = await login.headers();
    const send = (more: typeof headers) =>
      channel.send({ ...question, headers: { ...question.headers, ...more } });
    const first = await send(headers);
    // A token may be gone before its time: the unit was restarted, somebody took them all away. Once is enough.
    const again = first.status === 401 && !isForbidden(first) && (await login.refused(headers));
    const answer = again ? await send(await login.headers()) : first;
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw refusal(answer, where, channel.unit);
  }

  return {
    unit: channel.unit,
    async get(path, form, what, where) {
      const { text } = await ask({ method: 'GET', path, what, of: where }, where);
      return readJson(form, text, what, where);
    },
    async patch(path, body, where) {
      const headers = { 'content-type': 'application/json' };
      const question = {
        what: kept`a change`,
        of: where,
        headers,
        body: JSON.stringify(body),
        changes: true,
      };
      await ask({ method: 'PATCH', path, ...question }, where);
    },
    async close() {
      await login.close();
      await channel.close();
    },
  };
}
