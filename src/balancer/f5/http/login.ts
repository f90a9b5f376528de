import type { Secret } from '../../../model/secret.ts';
import type { Channel } from './channel.ts';

/** Who logs in where. */
export interface LoginOptions {
  readonly target: string;
  readonly channel: Channel;
  readonly user: string;
  readonly password: Secret;
  now(): number;
}

export type Headers = Readonly<Record<string, string>>;

/** What lets a request in. */
export interface Login {
  headers(): Promise<Headers>;
  /** Hears that these headers were not accepted; says whether other ones may be. */
  refused(headers: Headers): Promise<boolean>;
  close(): Promise<void>;
}

export const basicHeaders = ({ user, password }: Pick<LoginOptions, 'user' | 'password'>): Headers => ({
  authorization: `Basic ${Buffer.from(`${user}:${password.reveal()}`).toString('base64')}`, // not shown
});

/** The password with each request: nothing to keep, nothing to renew. */
export const basicLogin = (options: LoginOptions): Login => ({
  headers: () => Promise.resolve(basicHeaders(options)),
  refused: () => Promise.resolve(false),
  close: () => Promise.resolve(),
});
