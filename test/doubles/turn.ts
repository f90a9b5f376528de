/** One at a time, in the order of asking. */
export interface Turn {
  /** Resolves when it is the caller's turn, with what ends it. */
  take(): Promise<() => void>;
}

export function createTurn(): Turn {
  let last = Promise.resolve();
  return {
    take() {
      let give: () => void = () => undefined;
      const before = last;
      last = new Promise<void>((resolve) => {
        give = resolve;
      });
      return before.then(() => give);
    },
  };
}
