import { connect } from 'node:net';

/** One server as the load balancer itself shows it: `show servers state`. */
export interface Seen {
  readonly name: string;
  readonly weight: number;
  readonly state: string;
  readonly running: boolean;
}

/** Asks a runtime API one thing; the answer is what it says until it closes the connection. */
export function askRuntime(socket: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const connection = connect(socket, () => connection.write(`${command}\n`));
    connection.setTimeout(5_000, () => connection.destroy(new Error(`no answer to "${command}"`)));
    connection.on('data', (bytes) => {
      answer += bytes.toString();
    });
    connection.on('end', () => resolve(answer));
    connection.on('error', reject);
  });
}

/** The pool as the load balancer shows it now. The demo reads for itself, so that nobody has to believe the bot. */
export async function seePool(socket: string, backend: string): Promise<readonly Seen[]> {
  const answer = await askRuntime(socket, `show servers state ${backend}`);
  const [, header = '', ...lines] = answer.split('\n');
  if (!header.startsWith('# ')) throw new Error(`the load balancer says: ${answer.trim()}`);
  const columns = header.slice(2).split(' ');
  return lines.filter((line) => line !== '').map((line) => seen(columns, line.split(' ')));
}

function seen(columns: readonly string[], values: readonly string[]): Seen {
  const of = (column: string): string => values[columns.indexOf(column)] ?? '';
  return {
    name: of('srv_name'),
    weight: Number(of('srv_uweight')),
    state: adminStates[of('srv_admin_state')] ?? `admin state ${of('srv_admin_state')}`,
    running: of('srv_op_state') === '2',
  };
}

const adminStates: Readonly<Record<string, string>> = { 0: 'ready', 1: 'maint', 8: 'drain' };
