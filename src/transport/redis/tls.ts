import { connect } from 'node:tls';
import type { RedisNode, RedisTarget } from '../../model/redis.ts';
import { tellsNothing } from './failures.ts';

/** What lies behind an error, looked for within `ms`; the error itself where nothing more is found. */
export type Explain = (error: unknown, ms: number) => Promise<unknown>;

/**
 * Of a sentinel, and of a cluster's node, the library only tells that the connection was closed. Which certificate was not
 * trusted, and why, is what a person needs: it is asked for by a connection that is only opened.
 */
export const explainsTls = ({ nodes }: RedisTarget, ca: string | undefined): Explain => {
  return async (error, ms) => {
    if (!tellsNothing(error) || ms <= 0) return error;
    const troubles = await Promise.all(nodes.map((node) => troubleWith(node, ca, ms)));
    return troubles.find((trouble) => trouble !== undefined) ?? error;
  };
};

function troubleWith({ host, port }: RedisNode, ca: string | undefined, ms: number) {
  return new Promise<Error | undefined>((resolve) => {
    const socket = connect({ host, port, ...(ca !== undefined && { ca }) });
    const end = (trouble?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(trouble);
    };
    const timer = setTimeout(end, ms);
    socket.once('secureConnect', () => end());
    socket.on('error', end);
  });
}
