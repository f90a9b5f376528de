import os from 'node:os';
import { type ChatOptions, runChat } from '../chat/local/run-chat.ts';
import { runExec } from '../chat/local/run-exec.ts';
import { processTerminal } from '../chat/local/terminal.ts';
import { socketPathIn } from '../instance/claim.ts';
import type { Config } from '../model/config.ts';
import { inLanguage } from '../text/language.ts';
import { commandLine } from './command-line.ts';
import { spokenTo, terminalLanguage } from './language.ts';
import { type ConfigOption, configOr78, exitCodes } from './options.ts';

interface ExecOptions extends ConfigOption {
  readonly yes?: boolean;
  readonly follow: boolean;
  readonly json?: boolean;
  readonly files?: string;
}

/** `rollout exec` and `rollout chat`: both speak to the bot that runs on the config's data directory. */
export const talk = {
  async exec(
    words: readonly string[],
    { yes = false, json = false, follow, files, config: file }: ExecOptions,
  ): Promise<number> {
    const config = configOr78({ config: file });
    if (!config) return exitCodes.config;
    const keeping = files === undefined ? {} : { files };
    const sent = { text: commandLine(words), yes, json, follow, ...keeping };
    return speaking(config, (speaker) => runExec({ ...speaker, ...sent }));
  },
  async chat(options: ConfigOption): Promise<number> {
    const config = configOr78(options);
    return config ? speaking(config, runChat) : exitCodes.config;
  },
};

/** The bot knows what the person chose; until it has answered, the config and the terminal say in which language to speak. */
function speaking<T>(config: Config, run: (speaker: ChatOptions) => T): T {
  const login = os.userInfo().username;
  const language = terminalLanguage(process.env);
  const speaker = { socketPath: socketPathIn(config.dataDir), login, terminal: processTerminal() };
  return inLanguage(spokenTo(config, login, process.env), () =>
    run({ ...speaker, ...(language && { language }) }),
  );
}
