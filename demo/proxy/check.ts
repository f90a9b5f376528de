import { get } from 'node:http';
import type { CheckResult } from './check-result.ts';
import { type CheckSettings, type Server, setRunning } from './servers.ts';

/** Checks every server for as long as the proxy runs; the returned function stops that. */
export function startChecks(servers: readonly Server[], settings: CheckSettings): () => void {
  const stops = servers.map((server) => checkForever(server, settings));
  return () => {
    for (const stop of stops) stop();
  };
}

function checkForever(server: Server, settings: CheckSettings): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async (): Promise<void> => {
    if (server.admin !== 'maint') await checkOnce(server, settings);
    if (!stopped) timer = setTimeout(round, settings.interMs);
  };
  void round();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function checkOnce(server: Server, settings: CheckSettings): Promise<void> {
  server.checking = true;
  const result = await askOnce(server, settings);
  server.checking = false;
  if (!isInMaint(server)) judge(server, result, settings);
}

/** It may have been put into maint while the check was under way. */
const isInMaint = (server: Server): boolean => server.admin === 'maint';

/** One pass makes a running server fully healthy; failures wear it down to `rise`, the next one stops it. */
function judge(server: Server, result: CheckResult, settings: CheckSettings): void {
  server.lastCheck = result;
  if (result.passed) {
    const full = settings.rise + settings.fall - 1;
    server.health = Math.min(full, server.health + 1);
    if (server.health >= settings.rise) server.health = full;
  } else {
    if (server.running) server.count.chkfail += 1;
    server.health = server.health > settings.rise ? server.health - 1 : 0;
  }
  setRunning(server, server.health >= settings.rise);
}

function askOnce(server: Server, settings: CheckSettings): Promise<CheckResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const end = (status: CheckResult['status'], code?: number, detail = ''): void => {
      clearTimeout(timer);
      const durationMs = Math.round(performance.now() - started);
      resolve({ status, passed: status === 'L7OK', code, durationMs, detail });
    };
    let connected = false;
    const request = get({ host: server.host, port: server.port, path: settings.path, agent: false });
    const timer = setTimeout(() => {
      end(connected ? 'L7TOUT' : 'L4TOUT');
      request.destroy();
    }, settings.timeoutMs);
    request.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    request.on('response', (answer) => {
      answer.resume();
      const code = answer.statusCode ?? 0;
      if (code >= 200 && code < 400) end('L7OK', code);
      else end('L7STS', code, answer.statusMessage);
    });
    request.on('error', (error) => (connected ? end('L7RSP') : end('L4CON', undefined, said(error))));
  });
}

/** The system's words for the usual refusal, as HAProxy shows them. */
const said = (error: Error): string =>
  'code' in error && error.code === 'ECONNREFUSED' ? 'Connection refused' : error.message;
