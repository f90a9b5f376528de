#!/usr/bin/env node
import { Command } from 'commander';
import { terminalLanguage } from './cli/language.ts';
import { configFile } from './cli/options.ts';
import { ownVersion } from './cli/version.ts';
import { inLanguage } from './text/language.ts';
import { say } from './text/say.ts';

/**
 * A command's action, which gives the exit code. Each is loaded when it is asked for: `rollout exec` would wait most of a
 * second for what only the bot itself needs.
 */
const ending =
  <Args extends unknown[]>(act: (...args: Args) => Promise<number>) =>
  async (...args: Args): Promise<void> => {
    process.exitCode = await act(...args);
  };

/** The `rollout` executable: what each word does is in src/cli. */
function theProgram(): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say`Usage:`,
    'Arguments:': say`Arguments:`,
    'Options:': say`Options:`,
    'Commands:': say`Commands:`,
  };
  const program = new Command('rollout')
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .version(ownVersion(), '-V, --version', say`print the version`)
    .helpOption('-h, --help', say`display help for command`)
    .helpCommand('help [command]', say`display help for command`)
    .description(
      say`Rolls releases over hosts behind load balancers: drain, deploy, verify, give back exactly the weight.`,
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .showHelpAfterError(say`(rollout --help lists the commands)`);

  program
    .command('start')
    .description(say`run the bot`)
    .addOption(configFile())
    .action(ending(async (options) => (await import('./cli/start.ts')).start(options)));

  program
    .command('exec')
    .description(say`send one command to the running bot, and follow what it begins`)
    .argument('<words...>', say`the command, as in: rollout exec "deploy web v2"`)
    .option('--yes', say`approve what the command makes: a plan, or taking a member out`)
    .option('--no-follow', say`print the answer and leave`)
    .option('--json', say`print what comes as JSON, one object a line`)
    .option('--files <dir>', say`write the answer's files there`)
    .addOption(configFile())
    // `rollout exec deploy web v2 --hosts a`: options that are not ours belong to the command.
    .allowUnknownOption()
    .action(ending(async (words, options) => (await import('./cli/talk.ts')).talk.exec(words, options)));

  program
    .command('chat')
    .description(say`talk to the running bot`)
    .addOption(configFile())
    .action(ending(async (options) => (await import('./cli/talk.ts')).talk.chat(options)));

  program
    .command('check')
    .description(say`check the configuration, and print everything that is wrong with it`)
    .argument('[file]', say`the configuration file`)
    .addOption(configFile())
    .action(ending(async (file, options) => (await import('./cli/check.ts')).check(file ?? options.config)));

  program
    .command('doctor')
    .description(
      say`try every connection, and compare what the bot has on record with the balancers, changing nothing`,
    )
    .addOption(configFile())
    .action(ending(async (options) => (await import('./cli/doctor.ts')).doctor(options)));

  program
    .command('schema')
    .description(say`print the JSON Schema of the configuration, for editors`)
    .action(async () => {
      const { configJsonSchema } = await import('./config/json-schema.ts');
      console.log(JSON.stringify(configJsonSchema(), null, 2));
    });

  return program;
}

/** Its own words are made here, in the terminal's language; what it then does chooses for itself. */
const program = inLanguage(terminalLanguage(process.env) ?? 'en', theProgram);
await program.parseAsync();
