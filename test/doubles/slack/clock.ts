/** Slack's own time, which may run faster than ours and can be made to jump. */
export interface SlackClock {
  readonly speed: number;
  /** Slack's milliseconds since the start. */
  elapsed(): number;
  /** Real milliseconds since the start, plus every jump: for what people wait for. */
  patient(): number;
  /** A message's or event's timestamp, never given twice: Unix seconds with six digits behind the point. */
  ts(): string;
  jump(ms: number): void;
  /** Real milliseconds for so many of Slack's. */
  real(slackMs: number): number;
}

export function createClock(speed: number): SlackClock {
  const started = performance.now();
  const epochMicros = Date.now() * 1000;
  let jumped = 0;
  let lastMicros = 0;
  const elapsed = () => (performance.now() - started) * speed + jumped;
  return {
    speed,
    elapsed,
    patient: () => performance.now() - started + jumped,
    ts: () => {
      lastMicros = Math.max(lastMicros + 1, Math.floor(epochMicros + elapsed() * 1000));
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
    },
    jump: (ms) => {
      jumped += ms;
    },
    real: (slackMs) => slackMs / speed,
  };
}
