import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Balancer } from '../../src/balancer/balancer.ts';
import type { AdminState, Saved } from '../../src/model/member.ts';
import { changingCases } from './balancer-changing.ts';
import { propertyCases } from './balancer-property.ts';
import { readingCases } from './balancer-reading.ts';
import { troubleCases } from './balancer-trouble.ts';

/** What a peer can be made to do; a peer that can't leaves the entry out, and does not declare it. */
export interface BalancerHooks {
  /** The whole pool, by member, before and after each change since `heal`. */
  history(): Promise<readonly Pool[]>;
  /** Runs once: after the balancer was read by the next change, before that change reaches it. */
  beforeWrite(act: () => Promise<void>): void;
  /** Every answer comes late, but in time. */
  slow(): void;
  /** A balancer with little patience, before a peer that never answers. */
  silent(): Promise<Balancer>;
  unreachable(): Promise<void>;
  /** Reading is allowed, changing is not. */
  readOnly(): void;
  /** Every answer breaks off after some characters. */
  cutAnswers(): void;
  /** Changes are accepted, and nothing changes. */
  ineffective(): void;
  /** The next few requests are refused as coming too fast, or as colliding with a change under way. */
  throttled(): void;
  /** The credentials are not accepted any more. */
  unauthorised(): void;
  /** A second member shows up with this one's name. */
  twice(member: string): void;
}

/** What balancers differ in. */
export interface BalancerShape {
  /** The admin states that it has, `ready` first. */
  readonly states: readonly AdminState[];
  readonly weights: { readonly least: number; readonly most: number };
  /** What a member that is ready shows once it is drained. */
  drained(now: Saved): Saved;
  /** Whether it knows a configured weight beside the present one, so that percentages mean something. */
  readonly knowsConfigured: boolean;
}

export const fullShape: BalancerShape = {
  states: ['ready', 'drain', 'maint'],
  weights: { least: 0, most: 256 },
  drained: ({ weight }) => ({ weight, state: 'drain' }),
  knowsConfigured: true,
};

/** A balancer without admin states: weight 0 is how it drains. */
export const weightShape = (most: number): BalancerShape => ({
  states: ['ready'],
  weights: { least: 0, most },
  drained: () => ({ weight: 0, state: 'ready' }),
  knowsConfigured: false,
});

export type Pool = Readonly<Record<string, Saved>>;

/** A running peer with one pool of which every member is ready and has its configured weight. */
export interface BalancerWorld {
  readonly balancer: Balancer;
  readonly pool: string;
  /** The pool as it really is, seen by another way than the balancer's. */
  look(): Promise<Pool>;
  /** Changes a member behind the balancer's back. */
  change(member: string, saved: Saved): Promise<void>;
  readonly hooks: Partial<BalancerHooks>;
  /** Undoes all that hooks and tests did. */
  heal(): Promise<void>;
  stop(): Promise<void>;
}

export interface BalancerSetup {
  /** What it is; `fullShape` unless said otherwise. */
  readonly shape?: BalancerShape;
  /** Two of the members that are one and the same server, on different ports. */
  readonly samePeer?: readonly [string, string];
  /** With their configured weights; at least four, one with a weight of at least 100, one with 1, all within range. */
  readonly members: readonly { readonly name: string; readonly weight: number }[];
  readonly can: readonly (keyof BalancerHooks)[];
  /** How many random sequences the property test runs. */
  readonly runs: number;
  start(): Promise<BalancerWorld>;
}

/** What the cases get: the setup's facts, and the world once it runs. */
export interface BalancerCase {
  readonly setup: BalancerSetup;
  readonly shape: BalancerShape;
  readonly configured: Pool;
  world(): BalancerWorld;
  /** A hook that the setup declares. */
  hook<Name extends keyof BalancerHooks>(name: Name): BalancerHooks[Name];
}

/** Weight and state alone, without what only one vendor has. */
export const settingOf = ({ weight, state }: Pick<Saved, 'weight' | 'state'>): Saved => ({ weight, state });

/** What every Balancer has to do, whatever it talks to. */
export function balancerConformance(name: string, setup: BalancerSetup): void {
  describe(`${name} keeps the Balancer contract`, () => {
    let world: BalancerWorld;
    beforeAll(async () => {
      world = await setup.start();
    });
    beforeEach(() => world.heal());
    afterAll(() => world?.stop());

    it('declares what its peer can be made to do', () => {
      expect(Object.keys(world.hooks).sort()).toEqual([...setup.can].sort());
    });

    const context = contextOf(setup, () => world);
    readingCases(context);
    changingCases(context);
    troubleCases(context);
    propertyCases(context);
  });
}

function contextOf(setup: BalancerSetup, world: () => BalancerWorld): BalancerCase {
  return {
    setup,
    shape: setup.shape ?? fullShape,
    configured: Object.fromEntries(
      setup.members.map(({ name, weight }) => [name, { weight, state: 'ready' }]),
    ),
    world,
    hook: (name) => {
      const hook = world().hooks[name];
      if (!hook) throw new Error(`the setup declares ${name}, but has no hook for it`);
      return hook;
    },
  };
}
