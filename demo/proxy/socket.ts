import { createServer, type Server, type Socket } from 'node:net';

/**
 * The runtime API's line protocol on a unix socket: commands on a line are separated by `;`, every answer ends with
 * an empty line, and the connection closes after the first lines unless `prompt` came first. A last line without its
 * newline is not run.
 */
export function createRuntimeSocket(answer: (command: string) => string): Server {
  return createServer((socket) => talk(socket, answer));
}

function talk(socket: Socket, answer: (command: string) => string): void {
  let interactive = false;
  let buffered = '';
  const run = (line: string): string => {
    if (line.trim() === 'prompt') {
      interactive = !interactive;
      return '\n';
    }
    return line
      .split(';')
      .map((command) => `${answer(command)}\n`)
      .join('');
  };
  const runAll = (lines: readonly string[]): void => {
    for (const line of lines) {
      if (line.trim() === 'quit') return void socket.end();
      const said = run(line);
      socket.write(interactive ? `${said}> ` : said);
    }
    if (!interactive && lines.length > 0) socket.end();
  };
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (buffered + text).split('\n');
    buffered = lines.pop() ?? '';
    runAll(lines);
  });
  // A caller that hangs up in the middle concerns nobody else: its own connection ends, as it would on HAProxy.
  socket.on('error', () => socket.destroy());
}
