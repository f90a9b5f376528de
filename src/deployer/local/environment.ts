/** What scripts commonly need from a login. The bot's tokens and database addresses are not among it. */
const inherited =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|SSH_AUTH_SOCK|XDG_[A-Z_]+)$/;

/** The part of the bot's environment that local commands get; the rest must be named in the config's `env`. */
export const commandEnvironment = (own: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(own).filter(([name]) => inherited.test(name)));
