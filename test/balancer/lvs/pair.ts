import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Balancer } from '../../../src/balancer/balancer.ts';
import { createLvs, type LvsOptions } from '../../../src/balancer/lvs/lvs.ts';
import { type DirectorDouble, noFaults, startDirectorDouble } from '../../doubles/ipvsadm/director.ts';
import { createWay, type Way } from './way.ts';

export const pool = 'tcp:10.1.0.1:80';

export interface Double extends DirectorDouble {
  readonly way: Way;
  /** Runs a line of ipvsadm's words as root. */
  set(line: string): void;
  /** The table as `-Sn` prints it, with thresholds behind the lines that have some. */
  table(): readonly string[];
}

/** Two directors for a whole file, each as it was made for every test: a service with three real servers. */
export function usePair() {
  const doubles: Double[] = [];
  beforeAll(async () => {
    for (let n = 0; n < 2; n += 1) doubles.push(extended(await startDirectorDouble()));
  });
  afterAll(() => Promise.all(doubles.map((each) => each.stop())));
  beforeEach(() => {
    for (const each of doubles) reset(each);
  });
  const at = (n: number): Double => {
    const double = doubles[n];
    if (!double) throw new Error('the doubles are not started yet');
    return double;
  };
  return {
    a: () => at(0),
    b: () => at(1),
    /** A balancer for the first director alone. */
    one: (more: Partial<LvsOptions> = {}): Balancer => createLvs({ ...optionsFor([at(0)]), ...more }),
    both: (more: Partial<LvsOptions> = {}): Balancer => createLvs({ ...optionsFor([at(0), at(1)]), ...more }),
  };
}

const optionsFor = (directors: readonly Double[]): LvsOptions => ({
  target: 'lvs1',
  directors: directors.map(({ shell, way }, i) => ({ name: `lvs-${'ab'[i]}`, shell: way.through(shell) })),
  sudo: false,
  drainBy: 'weight',
  timeoutMs: 30_000,
  demandMayChange: () => undefined,
});

function extended(double: DirectorDouble): Double {
  const set = (line: string): void => {
    const { code, stderr } = double.ipvsadm(...line.split(' '));
    if (code !== 0) throw new Error(`${line}: ${stderr}`);
  };
  return { ...double, way: createWay(), set, table: () => tableOf(double) };
}

function tableOf({ kernel }: DirectorDouble): readonly string[] {
  return kernel.services.flatMap(({ dests }) =>
    dests.map(({ address, port, method, weight, upper, lower }) =>
      [`${address}:${port}`, `-${method}`, weight, upper, lower].join(' '),
    ),
  );
}

function reset(double: Double): void {
  Object.assign(double.faults, noFaults());
  double.way.heal();
  double.kernel.flush();
  double.settings.clear();
  double.set('-A -t 10.1.0.1:80 -s wlc');
  double.set('-a -t 10.1.0.1:80 -r 10.0.0.1:80 -g -w 3 -x 90 -y 30');
  double.set('-a -t 10.1.0.1:80 -r 10.0.0.2:80 -g -w 5');
  double.set('-a -t 10.1.0.1:80 -r 10.0.0.3:80 -g -w 0');
}

/** The commands that change something, as they came in since the last look. */
export function changesOf({ commands }: DirectorDouble, since: number): readonly string[] {
  const words = commands.slice(since).map((each) => each.join(' '));
  return words.filter((line) => !/^(sudo -n ipvsadm )?-[LS]n/.test(line));
}
