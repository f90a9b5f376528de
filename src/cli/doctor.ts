import { createAdapters } from '../adapters.ts';
import { renderCard } from '../chat/local/render-card.ts';
import { examine } from '../doctor/examine.ts';
import { Failure } from '../model/failure.ts';
import { type ConfigOption, configOr78, exitCodes } from './options.ts';

/** `rollout doctor`: tries every connection of the configuration without changing anything; 1 where one does not work. */
export async function doctor(options: ConfigOption): Promise<number> {
  const config = configOr78(options);
  if (!config) return exitCodes.config;
  const adapters = createAdapters(config, { standing: async () => undefined, demandMayChange: refuse });
  try {
    const { card, well } = await examine(config, adapters.tools);
    const { columns = 100, isTTY = false } = process.stdout;
    const lines = renderCard(card, { width: columns, colour: isTTY && !process.env.NO_COLOR });
    process.stdout.write(`${lines.join('\n')}\n`);
    return well ? 0 : 1;
  } finally {
    await adapters.close();
  }
}

/** Whatever an examination might try, nothing is changed by it. */
function refuse(target: string): never {
  throw new Failure('denied', target, `the doctor changes nothing, ${target} neither`);
}
