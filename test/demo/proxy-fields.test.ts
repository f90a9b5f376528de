import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columns } from '../../demo/proxy/show-stat.ts';
import { eventually, type Front, startBundledFront, startHaproxyFront } from './proxy-peer.ts';
import { type Row, stateOf, states, stats } from './proxy-rows.ts';

let real: Front;
let bundled: Front;
beforeAll(async () => {
  [real, bundled] = await Promise.all([startHaproxyFront(), startBundledFront()]);
});
afterAll(async () => {
  await Promise.all([real.close(), bundled.close()]);
});

const fronts = (): readonly Front[] => [real, bundled];
const both = async <T>(what: (front: Front) => Promise<T>): Promise<readonly [T, T]> => [
  await what(real),
  await what(bundled),
];

/** Differs between two runs of the very same program: ports, times, traffic, how often it was checked. */
const volatile: readonly string[] = [
  'srv_port,srv_time_since_last_change,addr,lastchg,downtime,check_duration,lastsess,chkfail,chkdown',
  'scur,smax,stot,bin,bout,rate,rate_max,lbtot,req_tot,hrsp_2xx,cli_abrt,econ,eresp,hrsp_5xx',
  'connect,reuse,srv_icur,rtime,ttime,rtime_max,ttime_max,qtime,ctime,qtime_max,ctime_max,eint',
  'idle_conn_cur,safe_conn_cur,used_conn_cur,need_conn_est,wretr,wredis,srv_abrt',
].flatMap((names) => names.split(','));

/** In maint it depends on whether a check was under way when maint began. */
const isVolatile = (name: string, row: Row): boolean =>
  volatile.includes(name) || (name === 'srv_check_health' && row.srv_admin_state === '1');

/** Fixed fields as they are; of the others, whether they are a number or empty. */
const comparable = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      isVolatile(name, row) ? value.replace(/-?\d+/g, 'N') : value,
    ]),
  );

/** A moment between two checks: in it both are compared. */
async function compared(holds: (row: Row, stat: Row) => boolean, index = 0): Promise<void> {
  const quiet = async (front: Front): Promise<readonly [readonly Row[], readonly Row[]]> => {
    let seen: readonly [readonly Row[], readonly Row[]] = [[], []];
    await eventually(async () => {
      seen = [await states(front), await stats(front)];
      const checking = seen[1].some((stat) => stat.check_status?.startsWith('*'));
      const begun = seen[0].some(isChecked);
      // Two answers are two moments: a check that ended between them would show in one only.
      const together = seen[1].every((stat, i) => stat.status === 'MAINT' || sameCheck(stat, seen[0][i]));
      const others = seen[1].every((stat, i) => i === index || stat.status === 'UP');
      return !checking && !begun && together && others && holds(seen[0][index] ?? {}, seen[1][index] ?? {});
    }, `${front.name} gets there`);
    return seen;
  };
  const [[wantedState, wantedStat], [gotState, gotStat]] = await Promise.all([quiet(real), quiet(bundled)]);
  expect(gotState.map(comparable)).toEqual(wantedState.map(comparable));
  expect(gotStat.map(comparable)).toEqual(wantedStat.map(comparable));
}

/** A check is under way, also one that maint does not end (CHK_ST_INPROGRESS in HAProxy's check-t.h). */
const isChecked = (row: Row): boolean => (Number(row.srv_check_state) & 1) === 1;

const sameCheck = (stat: Row, row: Row | undefined): boolean => stat.check_health === row?.srv_check_health;

const tell = async (setting: string): Promise<void> => {
  const answers = await both((front) => front.ask(`set server web/web-01 ${setting}`));
  expect(answers).toEqual(['\n', '\n']);
};

const setMode = (mode: 'ok' | 'bad' | 'cut' | 'hang'): void => {
  for (const front of fronts()) {
    const [server] = front.servers;
    if (server) server.mode = mode;
  }
};

describe('the same fields as HAProxy', () => {
  it('has its header lines', async () => {
    const heads = await both(async (front) =>
      (await front.ask('show servers state web')).split('\n').slice(0, 2),
    );
    expect(heads[1]).toEqual(heads[0]);
    const [wanted, got] = await both(
      async (front) => (await front.ask('show stat web 4 -1')).split('\n')[0] ?? '',
    );
    expect(`# ${columns.join(',')},`).toBe(got);
    // Newer versions add columns at the end; those of 2.6 are the least.
    expect(wanted.startsWith(got.slice(0, got.indexOf(',-,')))).toBe(true);
  });

  it('shows healthy servers alike', () => compared((_, stat) => stat.status === 'UP'));

  it('finds the backend by its number, and one server by its own', async () => {
    for (const front of fronts()) {
      const id = (await stateOf(front)).be_id ?? '';
      const lines = (await front.ask(`show stat ${id} 4 2`)).trim().split('\n');
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatch(/^web,web-02,/);
    }
  });

  it.each(['25', '0', '256', '50%', '1%', '500%', '101%', '0%', '+7'])(
    'shows weight %s alike',
    async (weight) => {
      await tell(`weight ${weight}`);
      await compared((_, stat) => stat.status === 'UP');
      await tell('weight 100%');
      await compared((row) => row.srv_uweight === '100');
    },
  );

  it('shows drain, maint and ready alike', async () => {
    for (const state of ['drain', 'maint', 'drain', 'ready', 'maint', 'ready']) {
      await tell(`state ${state}`);
      const word = state === 'ready' ? 'UP' : state.toUpperCase();
      await compared((_, stat) => stat.status === word);
    }
  });

  it('shows failing checks alike', async () => {
    for (const mode of ['bad', 'cut', 'hang'] as const) {
      setMode(mode);
      await compared((row, stat) => stat.status === 'DOWN' && row.srv_op_state === '0');
      setMode('ok');
      await compared((_, stat) => stat.status === 'UP');
    }
  });

  it('shows a drained server that fails its checks alike', async () => {
    await tell('state drain');
    setMode('bad');
    await compared((_, stat) => stat.status === 'DOWN');
    setMode('ok');
    await compared((_, stat) => stat.status === 'DRAIN');
    await tell('state ready');
    await compared((_, stat) => stat.status === 'UP');
  });
});
