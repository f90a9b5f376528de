import os from 'node:os';
import { runChat } from '../chat/local/run-chat.ts';
import { runExec } from '../chat/local/run-exec.ts';
import { processTerminal } from '../chat/local/terminal.ts';
import { socketPathIn } from '../instance/claim.ts';
import { commandLine } from './command-line.ts';
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
    return runExec({ ...speaker(config.dataDir), text: commandLine(words), yes, json, follow, ...keeping });
  },
  async chat(options: ConfigOption): Promise<number> {
    const config = configOr78(options);
    return config ? runChat(speaker(config.dataDir)) : exitCodes.config;
  },
};

const speaker = (dataDir: string) => ({
  socketPath: socketPathIn(dataDir),
  login: os.userInfo().username,
  terminal: processTerminal(),
});
