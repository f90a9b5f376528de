import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/**
 * `node app.mjs ADDRESS PORT RELEASE FOLDER OWNER_PID`: the application of one host of the scenarios. Plain JavaScript,
 * as it runs without a build on every supported Node.
 *
 * `/` and `/slow` answer with the release, `/hang` begins an answer and never ends it. `/health` is for the load
 * balancer and fails while FOLDER holds `check-fails`; `/ready` is for the bot's probe and fails while it holds
 * `not-ready`. SIGTERM: what is being answered is answered first (what hangs is cut off).
 */
const [address = '', port = '', release = '', folder = '', owner = ''] = process.argv.slice(2);
const warmUntil = performance.now() + 100;
const hanging = new Set();

const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const path = request.url ?? '/';
  if (path === '/health') return tell(response, 'check-fails');
  if (path === '/ready') return tell(response, 'not-ready');
  if (path.startsWith('/hang')) return hang(response);
  setTimeout(() => response.end(`${release}\n`), path === '/slow' ? 400 : 5 + Math.random() * 15);
});

function tell(response, fault) {
  const well = performance.now() > warmUntil && !existsSync(join(folder, fault));
  response.statusCode = well ? 200 : 503;
  response.end(`${release} ${well ? 'well' : 'ill'}, process ${process.pid}\n`);
}

/** Something comes all the time, so that the load balancer notices when the client is gone. */
function hang(response) {
  hanging.add(response);
  const dripping = setInterval(() => response.write('.\n'), 50);
  response.write(`${release}\n`);
  response.once('close', () => {
    clearInterval(dripping);
    hanging.delete(response);
  });
}

server.listen(Number(port), address, () => console.log(`${release} on ${address}:${port}`));

process.once('SIGTERM', () => {
  for (const response of hanging) response.destroy();
  server.close(() => process.exit(0));
  setInterval(() => server.closeIdleConnections(), 10);
});

// Nothing of the scenarios outlives them.
setInterval(() => {
  try {
    process.kill(Number(owner), 0);
  } catch {
    process.exit(1);
  }
}, 500).unref();
