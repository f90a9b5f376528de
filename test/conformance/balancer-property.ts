import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Balancer } from '../../src/balancer/balancer.ts';
import type { Saved } from '../../src/model/member.ts';
import type { BalancerCase, BalancerShape } from './balancer.ts';

type Step =
  | { readonly op: 'drain'; readonly member: string }
  | { readonly op: 'apply'; readonly member: string; readonly saved: Saved }
  | { readonly op: 'setWeight'; readonly member: string; readonly weight: number };

const weightOf = ({ weights: { least, most } }: BalancerShape): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(least, 1, 10, 50, 100, most), fc.integer({ min: least, max: most }));

const savedOf = (shape: BalancerShape): fc.Arbitrary<Saved> =>
  fc.record({ weight: weightOf(shape), state: fc.constantFrom(...shape.states) });

const stepOf = (members: readonly string[], shape: BalancerShape): fc.Arbitrary<Step> => {
  const saved = savedOf(shape);
  const weight = weightOf(shape);
  const member = fc.constantFrom(...members);
  return fc.oneof(
    fc.record({ op: fc.constant('drain' as const), member }),
    fc.record({ op: fc.constant('apply' as const), member, saved }),
    fc.record({ op: fc.constant('setWeight' as const), member, weight }),
  );
};

export function propertyCases({ configured, setup, shape, world }: BalancerCase): void {
  const names = setup.members.map((member) => member.name);

  it('ends with exactly what was asked, whatever was asked before, for every member', async () => {
    const steps = fc.array(stepOf(names, shape), { maxLength: 12 });
    const saved = savedOf(shape);
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(...names), saved, async (path, member, last) => {
        const { balancer, pool, look, heal } = world();
        await heal();
        const all: readonly Step[] = [...path, { op: 'apply', member, saved: last }];
        for (const step of all) await run(balancer, pool, step);
        expect(await look()).toEqual(all.reduce((now, step) => after(now, step, shape), configured));
      }),
      { numRuns: setup.runs },
    );
  });
}

function run(balancer: Balancer, pool: string, step: Step): Promise<void> {
  if (step.op === 'drain') return balancer.drain(pool, step.member);
  if (step.op === 'apply') return balancer.apply(pool, step.member, step.saved);
  return balancer.setWeight(pool, step.member, step.weight);
}

/** The contract as a model. */
function after(
  pool: Readonly<Record<string, Saved>>,
  step: Step,
  shape: BalancerShape,
): Readonly<Record<string, Saved>> {
  const now = pool[step.member];
  if (!now) return pool;
  return { ...pool, [step.member]: settingAfter(now, step, shape) };
}

function settingAfter(now: Saved, step: Step, shape: BalancerShape): Saved {
  if (step.op === 'apply') return step.saved;
  if (step.op === 'setWeight') return { ...now, weight: step.weight };
  return now.state === 'maint' ? now : shape.drained(now);
}
