/** What one of the bot's processes at a time does, begun and ended as its lead comes and goes. */
export interface Led {
  begin(): Promise<void>;
  end(): Promise<void>;
}

export interface Lead {
  /** Whether this process still leads, without asking anybody: for the moment before something is sent. */
  isMine(): boolean;
  stop(): Promise<void>;
}
