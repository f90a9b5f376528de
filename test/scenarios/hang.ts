import { get } from 'node:http';

export interface Hang {
  /** The client gives up. */
  end(): void;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly gone: Promise<void>;
}

/** A request through the load balancer to this host that is being answered and never is; resolves when it has begun. */
export function hangOn(url: string, host: string): Promise<Hang> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/hang/${host}`, { agent: false }, (response) => {
      const gone = new Promise<void>((done) => response.once('close', done));
      response.on('error', (error) => error);
      response.once('data', () => {
        response.resume();
        resolve({ end: () => request.destroy(), gone });
      });
    });
    request.on('error', reject);
  });
}
