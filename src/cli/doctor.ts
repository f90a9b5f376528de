import os from 'node:os';
import { createAdapters } from '../assembly/adapters.ts';
import { renderCard } from '../chat/local/render-card.ts';
import { examine } from '../doctor/examine.ts';
import { examineState } from '../doctor/state.ts';
import type { Card } from '../model/card.ts';
import type { Config } from '../model/config.ts';
import { Failure } from '../model/failure.ts';
import { type Finding, findingsCard } from '../report/findings-card.ts';
import { inLanguage, languages } from '../text/language.ts';
import { kept, say } from '../text/say.ts';
import { spokenTo } from './language.ts';
import { type ConfigOption, configOr78, exitCodes } from './options.ts';

/**
 * `rollout doctor`: tries every connection of the configuration, and compares what the bot's record says with what the
 * balancers show, without changing anything; 1 where something is wrong.
 */
export async function doctor(options: ConfigOption): Promise<number> {
  const config = configOr78(options);
  if (!config) return exitCodes.config;
  return inLanguage(spokenTo(config, os.userInfo().username, process.env), () => examined(config));
}

async function examined(config: Config): Promise<number> {
  const adapters = createAdapters(config, { standing: async () => undefined, demandMayChange: refuse });
  try {
    const tried = await examine(config, adapters.tools);
    const findings = [...tried, ...(await examineState(config, adapters.tools)).filter(isNew(tried))];
    const { buttons: _, ...card } = withHint(findingsCard(findings));
    const { columns = 100, isTTY = false } = process.stdout;
    const lines = renderCard(card, { width: columns, colour: isTTY && !process.env.NO_COLOR });
    process.stdout.write(`${lines.join('\n')}\n`);
    return findings.some(({ mark }) => mark === 'wrong') ? 1 : 0;
  } finally {
    await adapters.close();
  }
}

/** What mends it is a command to the bot. */
const withHint = (card: Card): Card =>
  card.buttons ? { ...card, lines: [{ text: say`to mend it: rollout exec "COMMAND"` }] } : card;

/** A pool that can't be read is told once. */
const isNew =
  (tried: readonly Finding[]) =>
  ({ what, where, mark }: Finding): boolean =>
    !tried.some((each) => isSame(each.what, what) && each.where === where && each.mark === mark);

/** A bot may have answered in another language. */
const isSame = (one: string, other: string): boolean => one === other || (isPool(one) && isPool(other));

const isPool = (what: string): boolean =>
  languages.some((language) => what === inLanguage(language, () => say`pool`));

/** Whatever an examination might try, nothing is changed by it. */
function refuse(target: string): never {
  throw new Failure('denied', target, kept`the doctor changes nothing, ${target} neither`);
}
