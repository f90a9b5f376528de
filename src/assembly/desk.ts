import type { Engine } from '../engine/engine.ts';
import type { Desk } from '../intake/desk.ts';
import { createDirectory, type GroupSources } from '../intake/directory.ts';
import { createLanguages } from '../intake/languages.ts';
import type { Config } from '../model/config.ts';
import type { Place } from '../model/place.ts';
import type { Tools } from '../workflow/tools.ts';
import { createWork } from '../workflow/work.ts';

/** The desk that starts the workflows, which the engine knows from here on. */
export function createDesk(engine: Engine, tools: Tools, config: Config, groups: GroupSources): Desk {
  return {
    tools,
    ...createWork(engine, tools),
    clusters: config.clusters,
    approvalExpiresMs: config.approvalExpiresMs,
    people: createDirectory(config.people, config.groups, groups),
    languages: createLanguages(config, tools.store.languages),
    freezes: config.freezes,
    places: placesOf(config),
    ...(config.notices && { notices: config.notices }),
    now: () => new Date(),
  };
}

/** Where it is told what was begun in the terminal. */
const placesOf = ({ chat }: Config): readonly Place[] =>
  (['slack', 'dingtalk'] as const).flatMap((name) => {
    const channel = chat[name]?.channel;
    return channel === undefined ? [] : [{ chat: name, channel }];
  });
