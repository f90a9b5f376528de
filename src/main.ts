#!/usr/bin/env node
import { Command } from 'commander';
import { check } from './cli/check.ts';
import { doctor } from './cli/doctor.ts';
import { configFile } from './cli/options.ts';
import { start } from './cli/start.ts';
import { talk } from './cli/talk.ts';
import { configJsonSchema } from './config/json-schema.ts';

/** The `rollout` executable: what each word does is in src/cli; its number is the exit code. */
const program = new Command('rollout')
  .description(
    'Rolls releases over hosts behind load balancers: drain, deploy, verify, give back exactly the weight.',
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .showHelpAfterError('(rollout --help lists the commands)');

const ending = (code: Promise<number>): Promise<void> =>
  code.then((number) => {
    process.exitCode = number;
  });

program
  .command('start')
  .description('run the bot')
  .addOption(configFile())
  .action((options) => ending(start(options)));

program
  .command('exec')
  .description('send one command to the running bot, and follow what it begins')
  .argument('<words...>', 'the command, as in: rollout exec "deploy web v2"')
  .option('--yes', 'approve what the command makes: a plan, or taking a member out')
  .option('--no-follow', 'print the answer and leave')
  .option('--json', 'print what comes as JSON, one object a line')
  .option('--files <dir>', "write the answer's files there")
  .addOption(configFile())
  // `rollout exec deploy web v2 --hosts a`: options that are not ours belong to the command.
  .allowUnknownOption()
  .action((words, options) => ending(talk.exec(words, options)));

program
  .command('chat')
  .description('talk to the running bot')
  .addOption(configFile())
  .action((options) => ending(talk.chat(options)));

program
  .command('check')
  .description('check the configuration, and print everything that is wrong with it')
  .argument('[file]', 'the configuration file')
  .addOption(configFile())
  .action((file, options) => ending(check(file ?? options.config)));

program
  .command('doctor')
  .description(
    'try every connection, and compare what the bot has on record with the balancers, changing nothing',
  )
  .addOption(configFile())
  .action((options) => ending(doctor(options)));

program
  .command('schema')
  .description('print the JSON Schema of the configuration, for editors')
  .action(() => console.log(JSON.stringify(configJsonSchema(), null, 2)));

await program.parseAsync();
