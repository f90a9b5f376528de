import { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';

/**
 * A forwarded channel as an ordinary stream: it errors when the SSH connection breaks, and closes when destroyed.
 * (A channel of ssh2 does neither: it waits for the other side's word, which a broken connection never brings.)
 */
export function duplexOf(channel: Channel, lost: AbortSignal): Duplex {
  const stream = new Duplex({
    read: () => void channel.resume(),
    write: (chunk, _encoding, done) => void channel.write(chunk, done),
    final(done) {
      channel.end();
      done();
    },
    destroy(error, done) {
      lost.removeEventListener('abort', onLost);
      channel.destroy();
      done(error);
    },
  });
  const onLost = (): void => void stream.destroy(lost.reason);
  lost.addEventListener('abort', onLost, { once: true });
  channel.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) channel.pause();
  });
  channel.on('end', () => stream.push(null));
  channel.on('error', (error: Error) => stream.destroy(error));
  channel.on('close', () => closeWhenRead(stream, lost));
  return stream;
}

/** The other side closed the channel: what it sent is still read, and nothing more can be written. */
function closeWhenRead(stream: Duplex, lost: AbortSignal): void {
  if (lost.aborted) stream.destroy(lost.reason);
  else if (!stream.writableEnded) stream.end();
}
