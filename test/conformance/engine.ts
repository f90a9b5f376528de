import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine, Flow, Workflow } from '../../src/engine/engine.ts';
import { inLanguage, language } from '../../src/text/language.ts';

/** An engine whose process can be ended where it stands, and begun again on what it left. */
export interface EngineUnderTest {
  /** Another process of this id on the same memory; the one before it is dead. */
  begin(workflows: readonly Workflow<never, unknown>[], executor: string): Promise<Engine>;
  close(): Promise<void>;
}

type Run<I, O> = (flow: Flow, input: I) => Promise<O>;
const forEver = () => new Promise<never>(() => undefined);

/** What the workflows count on, whatever keeps their steps. */
export function keepsTheEngineContract(name: string, open: () => Promise<EngineUnderTest>): void {
  let opened: EngineUnderTest | undefined;
  let count = 0;
  const ids = () => `${name}-${++count}`;
  /** Each test has processes of its own: what an earlier one left is none of theirs. */
  let own = '';
  const begin = async (workflows: readonly Workflow<never, unknown>[], executor = own) => {
    opened ??= await open();
    return opened.begin(workflows, executor);
  };
  beforeEach(() => {
    own = `${name}-process-${++count}`;
  });
  afterAll(() => opened?.close());
  const workflow = <I, O>(run: Run<I, O>, called = 'work'): Workflow<I, O> => ({ name: called, run });

  describe(`the ${name} engine`, () => {
    test('gives a finished step what it gave before, and runs the one again that was cut off', async () => {
      const ran: string[] = [];
      const id = ids();
      let isStuck = true;
      const work = workflow(async (flow, input: { readonly from: number }) => {
        const one = await flow.step('one', async () => ({ got: input.from + ran.push('one') }));
        const none = await flow.step('none', async () => undefined);
        const two = await flow.step('two', async () => {
          ran.push('two');
          return isStuck ? forEver() : 'two';
        });
        return { ...one, none: none === undefined, two };
      });
      const first = await begin([work]);
      await first.start(work, id, { from: 10 });
      await expect.poll(() => ran).toEqual(['one', 'two']);
      isStuck = false;
      const second = await begin([work]);
      const again = await second.start(work, id, { from: 99 });
      expect(await again.result()).toEqual({ got: 11, none: true, two: 'two' });
      expect(ran).toEqual(['one', 'two', 'two']);
      expect(await (await second.start(work, id, { from: 99 })).result()).toEqual({
        got: 11,
        none: true,
        two: 'two',
      });
    });

    test('finds what was started, by this process or another, and nothing else', async () => {
      const id = ids();
      const work = workflow(async (flow, input: { readonly n: number }) =>
        flow.step('one', async () => input.n + 1),
      );
      const first = await begin([work]);
      expect(await first.find(id)).toBeUndefined();
      await (await first.start(work, id, { n: 1 })).result();
      expect(await (await first.find(id))?.result()).toBe(2);
      const second = await begin([work]);
      expect(await (await second.find(id))?.result()).toBe(2);
      expect(await second.find(ids())).toBeUndefined();
    });

    test('knows whether it is over, with a result or an error; what was never started is not', async () => {
      const [under, well, ill] = [ids(), ids(), ids()];
      let go = () => {};
      const gate = new Promise<void>((resolve) => (go = resolve));
      const work = workflow(async (flow, { fails }: { readonly fails: boolean }) => {
        await flow.step('wait', () => gate);
        if (fails) throw new Error('no more');
      });
      const first = await begin([work]);
      expect(await first.over(under)).toBeUndefined();
      const running = await first.start(work, under, { fails: false });
      expect(await first.over(under)).toBeUndefined();
      go();
      await running.result();
      await (await first.start(work, well, { fails: false })).result();
      await expect((await first.start(work, ill, { fails: true })).result()).rejects.toThrow('no more');
      const second = await begin([work]);
      for (const id of [under, well]) expect(await second.over(id)).toMatchObject({ still: true });
      expect(await second.over(ill)).toEqual({ how: 'no more', still: true });
    });

    test('works in English, whoever asked for it in which language', async () => {
      const ran: string[] = [];
      const inner = workflow(async (flow) => flow.step('inner', async () => ran.push(language())), 'inner');
      const outer = workflow(async (flow) => {
        ran.push(language());
        await flow.step('outer', async () => ran.push(language()));
        await (await flow.start(inner, `${own}-inner`, null)).result();
      });
      const engine = await begin([outer, inner]);
      const asked = await inLanguage('zh-CN', async () => {
        await (await engine.start(outer, ids(), null)).result();
        return language();
      });
      expect(asked).toBe('zh-CN');
      expect(ran).toEqual(['en', 'en', 'en']);
    });

    test('takes up by itself what its own process left, and nothing twice', async () => {
      const ran: string[] = [];
      const id = ids();
      let isStuck = true;
      const work = workflow(async (flow) => {
        await flow.step('wait', async () => {
          ran.push('wait');
          if (isStuck) await forEver();
        });
        await flow.step('end', async () => void ran.push('end'));
        return 'ended';
      });
      const first = await begin([work]);
      await first.start(work, id, null);
      await expect.poll(() => ran).toEqual(['wait']);
      isStuck = false;
      const second = await begin([work]);
      await expect.poll(() => ran).toEqual(['wait', 'wait', 'end']);
      const [one, two] = await Promise.all([second.start(work, id, null), second.start(work, id, null)]);
      expect([await one.result(), await two.result()]).toEqual(['ended', 'ended']);
      expect(ran).toEqual(['wait', 'wait', 'end']);
    });

    test('leaves what another process left until it is told to recover it', async () => {
      const ran: string[] = [];
      const id = ids();
      let isStuck = true;
      const work = workflow(async (flow) =>
        flow.step('wait', async () => {
          ran.push('wait');
          if (isStuck) await forEver();
          return 'ended';
        }),
      );
      const first = await begin([work], `${own}-left`);
      await first.start(work, id, null);
      await expect.poll(() => ran).toEqual(['wait']);
      isStuck = false;
      const second = await begin([work], `${own}-heir`);
      await expect.poll(async () => (await second.underWay()).get(`${own}-left`)).toEqual([id]);
      expect(ran).toEqual(['wait']);
      await second.recover([`${own}-left`]);
      expect(await (await second.start(work, id, null)).result()).toBe('ended');
      expect(ran).toEqual(['wait', 'wait']);
      await expect.poll(async () => [...(await second.underWay()).values()].flat()).not.toContain(id);
    });

    test('finds a child that was started before, and its end', async () => {
      const ran: string[] = [];
      const id = ids();
      let isStuck = true;
      const child = workflow(async (flow, input: { readonly n: number }) => {
        await flow.step('child', async () => void ran.push(`child ${input.n}`));
        return input.n * 2;
      }, 'child');
      const parent = workflow(async (flow) => {
        const one = await flow.start(child, `${id}/1`, { n: 1 });
        const two = await flow.start(child, `${id}/2`, { n: 2 });
        const ends = [await one.result(), await two.result()];
        await flow.step('wait', async () => {
          ran.push('wait');
          if (isStuck) await forEver();
        });
        return ends;
      }, 'parent');
      const first = await begin([child, parent]);
      await first.start(parent, id, null);
      await expect.poll(() => ran.toSorted()).toEqual(['child 1', 'child 2', 'wait']);
      isStuck = false;
      const second = await begin([child, parent]);
      expect(await (await second.start(parent, id, null)).result()).toEqual([2, 4]);
      expect(ran.toSorted()).toEqual(['child 1', 'child 2', 'wait', 'wait']);
    });

    test('keeps a failure of a step, and of a workflow', async () => {
      const ran: string[] = [];
      const id = ids();
      let isStuck = true;
      const work = workflow(async (flow) => {
        const fails = async () => {
          ran.push('fails');
          throw new RangeError('too far');
        };
        const text = await flow.step('fails', fails).catch((error: unknown) => {
          if (!(error instanceof Error)) throw error;
          return error.message;
        });
        await flow.step('wait', async () => {
          ran.push('wait');
          if (isStuck) await forEver();
        });
        throw new Error(`it went ${text}`);
      });
      const first = await begin([work]);
      await first.start(work, id, null);
      await expect.poll(() => ran).toEqual(['fails', 'wait']);
      isStuck = false;
      const second = await begin([work]);
      await expect((await second.start(work, id, null)).result()).rejects.toThrow('it went too far');
      expect(ran).toEqual(['fails', 'wait', 'wait']);
      await expect((await second.start(work, id, null)).result()).rejects.toThrow('it went too far');
    });

    test('goes the old way where a patch was passed already, and the new one where it was not', async () => {
      const ran: string[] = [];
      const [before, after] = [ids(), ids()];
      const step = (flow: Flow, called: string) => flow.step(called, async () => void ran.push(called));
      const stuck = (flow: Flow) => flow.step('last', forEver);
      const old = workflow(async (flow) => {
        await step(flow, 'first');
        await step(flow, 'third');
        return stuck(flow);
      });
      const first = await begin([old]);
      await first.start(old, before, null);
      await expect.poll(() => ran).toEqual(['first', 'third']);
      const patched = (end: (flow: Flow) => Promise<unknown>) =>
        workflow(async (flow: Flow) => {
          await step(flow, 'first');
          const isNew = await flow.patched('second');
          if (isNew) await step(flow, 'second');
          await step(flow, 'third');
          return [isNew, await end(flow)];
        });
      const second = await begin([patched(stuck)]);
      await second.start(patched(stuck), after, null);
      await expect.poll(() => ran.slice(2)).toEqual(['first', 'second', 'third']);
      const ended = patched((flow) => flow.step('last', async () => 'ended'));
      const third = await begin([ended]);
      expect(await (await third.start(ended, before, null)).result()).toEqual([false, 'ended']);
      expect(await (await third.start(ended, after, null)).result()).toEqual([true, 'ended']);
      expect(ran.length).toBe(5);
    });

    test('begins no step once it stops, and lets the one that runs end', async () => {
      const ran: string[] = [];
      const id = ids();
      const gate: { open?: () => void } = {};
      const work = workflow(async (flow) => {
        await flow.step('long', async () => {
          await new Promise<void>((resolve) => {
            gate.open = resolve;
          });
          ran.push('long');
        });
        await flow.step('next', async () => void ran.push('next'));
        return 'ended';
      });
      const first = await begin([work]);
      await first.start(work, id, null);
      await expect.poll(() => gate.open).toBeDefined();
      const stopping = first.stop(30_000);
      gate.open?.();
      await stopping;
      expect(ran).toEqual(['long']);
      const second = await begin([work]);
      expect(await (await second.start(work, id, null)).result()).toBe('ended');
      expect(ran).toEqual(['long', 'next']);
    });
  });
}
