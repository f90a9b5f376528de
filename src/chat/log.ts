/** Where a chat says what the operators of the bot should know. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}
