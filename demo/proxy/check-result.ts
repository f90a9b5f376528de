/** HAProxy 2.6's names for how a check ended, its numbers for `show servers state`, and its sentences. */
export const checkStatuses = {
  INI: { number: 1, text: 'Initializing' },
  L4TOUT: { number: 7, text: 'Layer4 timeout' },
  L4CON: { number: 8, text: 'Layer4 connection problem' },
  L7TOUT: { number: 12, text: 'Layer7 timeout' },
  L7RSP: { number: 13, text: 'Layer7 invalid response' },
  L7OK: { number: 15, text: 'Layer7 check passed' },
  L7STS: { number: 17, text: 'Layer7 wrong status' },
} as const;

export interface CheckResult {
  readonly status: keyof typeof checkStatuses;
  readonly passed: boolean;
  /** The answer's HTTP status, where there was one. */
  readonly code: number | undefined;
  readonly durationMs: number;
  /** `last_chk`: the reason phrase, or the system's own words. */
  readonly detail: string;
}
