#!/usr/bin/env node
import { Command } from 'commander';
import { check } from './cli/check.ts';
import { doctor } from './cli/doctor.ts';
import { terminalLanguage } from './cli/language.ts';
import { configFile } from './cli/options.ts';
import { start } from './cli/start.ts';
import { talk } from './cli/talk.ts';
import { configJsonSchema } from './config/json-schema.ts';
import { inLanguage } from './text/language.ts';
import { say } from './text/say.ts';

const ending = (code: Promise<number>): Promise<void> =>
  code.then((number) => {
    process.exitCode = number;
  });

/** The `rollout` executable: what each word does is in src/cli; its number is the exit code. */
function theProgram(): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say`Usage:`,
    'Arguments:': say`Arguments:`,
    'Options:': say`Options:`,
    'Commands:': say`Commands:`,
  };
  const program = new Command('rollout')
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
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
    .action((options) => ending(start(options)));

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
    .action((words, options) => ending(talk.exec(words, options)));

  program
    .command('chat')
    .description(say`talk to the running bot`)
    .addOption(configFile())
    .action((options) => ending(talk.chat(options)));

  program
    .command('check')
    .description(say`check the configuration, and print everything that is wrong with it`)
    .argument('[file]', say`the configuration file`)
    .addOption(configFile())
    .action((file, options) => ending(check(file ?? options.config)));

  program
    .command('doctor')
    .description(
      say`try every connection, and compare what the bot has on record with the balancers, changing nothing`,
    )
    .addOption(configFile())
    .action((options) => ending(doctor(options)));

  program
    .command('schema')
    .description(say`print the JSON Schema of the configuration, for editors`)
    .action(() => console.log(JSON.stringify(configJsonSchema(), null, 2)));

  return program;
}

/** Its own words are made here, in the terminal's language; what it then does chooses for itself. */
const program = inLanguage(terminalLanguage(process.env) ?? 'en', theProgram);
await program.parseAsync();
