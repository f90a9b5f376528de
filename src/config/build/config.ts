import type { Config } from '../../model/config.ts';
import { absolute, type Place } from '../files.ts';
import type { FileInput } from '../schema/file.ts';
import { cluster } from './cluster.ts';
import { dingtalkChat } from './dingtalk.ts';
import { freeze } from './freeze.ts';
import { given } from './given.ts';
import { notice } from './notice.ts';
import { group, person } from './people.ts';
import { provider } from './provider/provider.ts';
import { slackChat } from './slack.ts';

/** The validated file as the rest of the bot knows it: defaults filled in, paths absolute. */
export function build(input: FileInput, place: Place): Config {
  return {
    providers: Object.entries(input.providers).map(([id, found]) => provider(id, found, place)),
    clusters: Object.entries(input.clusters).map(([name, found]) => cluster(name, found, place)),
    people: Object.entries(input.people ?? {}).map(([name, found]) => person(name, found)),
    groups: Object.entries(input.groups ?? {}).map(([name, found]) => group(name, found)),
    freezes: Object.entries(input.freezes ?? {}).map(([name, found]) => freeze(name, found)),
    ...given({
      notices: input.notices && Object.entries(input.notices).map(([name, found]) => notice(name, found)),
    }),
    store: input.store === 'embedded' ? { kind: 'embedded' } : { kind: 'postgres', url: input.store.url },
    locks: locks(input.locks, place),
    chat: {
      local: { enabled: input.chat.local },
      ...given({
        slack: input.chat.slack && slackChat(input.chat.slack),
        dingtalk: input.chat.dingtalk && dingtalkChat(input.chat.dingtalk),
      }),
    },
    dataDir: absolute(input.dataDir, place),
    approvalExpiresMs: input.approvalExpires,
    language: input.language,
  };
}

const locks = (input: FileInput['locks'], place: Place): Config['locks'] =>
  input === 'store'
    ? { kind: 'store' }
    : { kind: 'redis', url: input.url, ...given({ ca: input.ca && absolute(input.ca, place) }) };
