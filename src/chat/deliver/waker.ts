/** A wait that somebody else can end. */
export interface Waker {
  ring(): void;
  /** Resolves after `ms`, or when it is rung; at once where it was rung since the last wait. */
  wait(ms: number): Promise<void>;
}

export function createWaker(): Waker {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}
