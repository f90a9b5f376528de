import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fill } from '../../src/text/fill.ts';
import { known } from '../../src/text/known.ts';
import { inEnglish, inLanguage } from '../../src/text/language.ts';
import { holesOf, literalsOf, partsIn } from '../../src/text/template.ts';
import { told } from '../../src/text/told.ts';
import { zhCN } from '../../src/text/zh-CN/index.ts';

const chinese = (text: string): string => inLanguage('zh-CN', () => told(text));

describe('a text that was kept in English', () => {
  test('stays as it is for who reads English', () => {
    expect(told('about 3 min')).toBe('about 3 min');
  });

  test.each([
    ['under a minute', '不到 1 分钟'],
    ['3 hosts', '3 台主机'],
    ['1 host', '1 台主机'],
    ['3 min 5 s', '3 分 5 秒'],
    ['weight 100, ready', '权重 100，ready'],
    ['at 10% of weight 100', '处于权重 100 的 10%'],
    ['lb1/web says weight 0, drain, was weight 100, ready', 'lb1/web 显示权重 0，drain，原为权重 100，ready'],
  ])('is told by the template that it was made of: %s', (english, wanted) => {
    expect(chinese(english)).toBe(wanted);
  });

  test.each([
    ['under a minute; 3 hosts', '不到 1 分钟；3 台主机'],
    ['under a minute. 3 hosts.', '不到 1 分钟。3 台主机。'],
    ['web-03: under a minute', 'web-03：不到 1 分钟'],
    ['stopped at await-connections', '在等待连接结束时停止'],
    ['web-03: under a minute: it said no', 'web-03：不到 1 分钟：it said no'],
    [
      'web is locked by bob (a; b) since 10:00; `unlock web` frees it.',
      'web 已被 bob 加锁（a; b），自 10:00 起；用 `unlock web` 解锁。',
    ],
    [
      'web is frozen by bob (audit) since 10:00 until 12:00; `unfreeze web` lifts it.',
      'web 被 bob 冻结（audit），自 10:00 起至 12:00；用 `unfreeze web` 解冻。',
    ],
    ['left out: b, c; not changed: d; r1-back rolls it back', '未恢复：b、c；未变更：d；由 r1-back 回滚'],
    [
      "The runtime API of lb1 can't be reached: ENOENT; trying again",
      '无法连接 lb1 的运行时 API：ENOENT；正在重试',
    ],
    [
      "The runtime API of lb1 can't be reached: ENOENT.; trying again",
      '无法连接 lb1 的运行时 API：ENOENT；正在重试',
    ],
    ['kernel panic: it said no; 2 hosts', 'kernel panic: it said no；2 台主机'],
  ])('is told part by part: %s', (english, wanted) => {
    expect(chinese(english)).toBe(wanted);
  });

  test.each([
    [
      'the weight of web-03 in lb1/web was not set to 5: lb1/web web-03 is not touched: this process stood still for a moment',
      'lb1/web 中 web-03 的权重未能设为 5：没有操作 lb1/web web-03：本进程曾短暂停顿',
    ],
    [
      'canary said no; not changed: b, c; r7-back rolls it back',
      'canary said no；未变更：b、c；由 r7-back 回滚',
    ],
    [
      'http://a/health (ENOTFOUND) (70 tries in 60.0 s)',
      'http://a/health (ENOTFOUND)（60.0 秒内探测 70 次）',
    ],
    ['the deploy failed with exit code 7 in command 1 of 1', '部署失败，退出码 7（第 1 条命令，共 1 条）'],
    ['r39 deploy web v3 → v9 · aborted', 'r39 deploy web v3 → v9 · 已中止'],
    [
      'freeze needs a CLUSTER or --all: freeze CLUSTER|--all REASON',
      '“freeze”缺少CLUSTER或 --all，用法：freeze CLUSTER|--all REASON',
    ],
    [
      'All clusters are frozen: x: y. `unfreeze --all` lifts it',
      '所有集群已冻结：x: y。用 `unfreeze --all` 解冻',
    ],
    ['"cd /srv; ./well.sh" on web-03 ended with 1', 'web-03 上的“cd /srv; ./well.sh”退出码为 1'],
  ])('has in it what was put into it: %s', (english, wanted) => {
    expect(chinese(english)).toBe(wanted);
  });

  test.each([
    'kernel panic',
    'the disk is full; call bob. He knows: it was him, or Eve',
    'b of c',
    'about',
    'see http://a.example/x: y',
    '',
    '.',
  ])('is left alone where it is a person’s: %s', (text) => {
    expect(chinese(text)).toBe(text);
  });

  test('is known in English afterwards', () => {
    expect(inLanguage('zh-CN', () => inEnglish(told('3 hosts')))).toBe('3 hosts');
  });

  test('is recognised whatever fills it, as long as nothing in it looks like more', () => {
    const weight = fc.tuple(fc.nat(256), fc.constantFrom('ready', 'drain', 'maint'));
    fc.assert(
      fc.property(
        weight,
        weight,
        fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}$/u),
        ([w, s], [w2, s2], pool) => {
          const kept = `${pool} says weight ${w}, ${s}, was weight ${w2}, ${s2}`;
          expect(chinese(kept)).toBe(`${pool} 显示权重 ${w}，${s}，原为权重 ${w2}，${s2}`);
        },
      ),
    );
  });

  test('gives each of our templates back in full, for any numbers in it', () => {
    const keys = Object.keys(zhCN).filter(
      (key) => holesOf(key).length > 0 && !key.includes('|') && /\p{L}/u.test(key),
    );
    const missed = keys.filter(
      (key) => chinese(fill(key, [11, 12, 13, 14, 15, 16])) === fill(key, [11, 12, 13, 14, 15, 16]),
    );
    expect(missed).toEqual([]);
  });
});

describe('a template', () => {
  test('finds in a text what fills it again to the same', () => {
    const template = fc.array(fc.stringMatching(/^[ab ]{0,3}$/u), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(
        template,
        fc.array(fc.stringMatching(/^[ab ]{0,5}$/u), { minLength: 4, maxLength: 4 }),
        (literals, parts) => {
          const key = literals.map((each, at) => (at === 0 ? each : `{${at - 1}}${each}`)).join('');
          expect(literalsOf(key)).toEqual(literals);
          const text = fill(key, parts);
          const found = partsIn(text, literals);
          expect(found && fill(key, found)).toBe(text);
        },
      ),
    );
  });

  test('finds nothing in a text of another one', () => {
    expect(partsIn('a is b', literalsOf('{0} was {1}'))).toBeUndefined();
    expect(partsIn('aa', literalsOf('aa{0}a'))).toBeUndefined();
    expect(partsIn('a-b', literalsOf('a-{0}-b'))).toBeUndefined();
  });

  test('with few letters takes only numbers', () => {
    const { patterns } = known(new Map([['{0} of {1}', '{1} 之 {0}']]));
    expect(patterns.map(({ takes }) => [takes('3'), takes('3.5'), takes('us')])).toEqual([
      [true, true, false],
    ]);
  });

  test.each(['a; ', '(', '"', 'weight 1, ', ' is locked by ', 'a: b. '])(
    'does not keep anybody waiting, whatever is repeated: %s',
    (piece) => {
      const begun = performance.now();
      chinese(piece.repeat(Math.floor(3_900 / piece.length)));
      expect(performance.now() - begun).toBeLessThan(5_000);
    },
  );

  test('takes no more than a few looks at each character, however long and repetitive the text', () => {
    const nasty = fc.tuple(
      fc.constantFrom('a; ', 'weight ', ', was ', ' says ', 'at 1% (', '. ', ': ', '3 hosts'),
      fc.nat(20_000),
    );
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 3 }), (repeats) => {
        const text = repeats.map(([what, n]) => what.repeat(n)).join('');
        let looks = 0;
        const counting = new Proxy(new String(text), {
          get(target, name) {
            const found: unknown = Reflect.get(target, name);
            if (typeof found !== 'function') return found;
            looks += name === 'indexOf' ? 1 : 0;
            return found.bind(target);
          },
        });
        for (const key of Object.keys(zhCN)) partsIn(counting as unknown as string, literalsOf(key));
        // One search a hole: each begins where the one before it ended.
        expect(looks).toBeLessThanOrEqual(
          Object.keys(zhCN).reduce((sum, key) => sum + holesOf(key).length, 0),
        );
      }),
    );
  });
});
