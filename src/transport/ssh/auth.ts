import { readFile } from 'node:fs/promises';
import type { Config } from 'node-ssh';
import { Failure } from '../../model/failure.ts';
import type { SshTarget } from '../../model/ssh.ts';
import { kept } from '../../text/say.ts';
import { nameOf } from './host-key.ts';

type AuthConfig = Pick<
  Config,
  'privateKey' | 'passphrase' | 'agent' | 'password' | 'tryKeyboard' | 'authHandler'
>;

/**
 * How we prove who we are. Only the configured way is tried: probing others first costs round trips, and tries that
 * servers count.
 * @throws Failure `denied` where the key file cannot be read
 */
export async function authConfig(target: SshTarget): Promise<AuthConfig> {
  const { auth } = target;
  if (auth.kind === 'agent') return { agent: auth.socket, authHandler: ['agent'] };
  if (auth.kind === 'password') {
    const authHandler: AuthConfig['authHandler'] = ['password', 'keyboard-interactive'];
    return { password: auth.password.reveal(), tryKeyboard: true, authHandler };
  }
  const privateKey = await readKey(target, auth.file);
  const passphrase = auth.passphrase === undefined ? {} : { passphrase: auth.passphrase.reveal() };
  return { privateKey, ...passphrase, authHandler: ['publickey'] };
}

async function readKey(target: SshTarget, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      'denied',
      nameOf(target),
      kept`The SSH key for ${nameOf(target)} cannot be read: ${why}.`,
      {
        cause,
      },
    );
  }
}
